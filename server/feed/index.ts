export { createFeed, type Feed, type FeedHandler } from './feed.ts'
export { pruneFeed } from './sequence.ts'
