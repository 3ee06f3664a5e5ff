export { createFeed, type Feed, type FeedHandler } from './feed.ts'
export { createPastEvents, type PastEvents } from './past.ts'
export { pruneFeed } from './sequence.ts'
