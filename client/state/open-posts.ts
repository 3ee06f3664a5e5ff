import type { NewsListener } from '#client/net/watch-news.ts'
import type { Store } from './store.ts'

/** Keeps how many posts on the bulletin board are open to everyone. */
export function keepOpenPosts(store: Store): NewsListener {
  return { boardChanged: ({ openPosts }) => void (store.openPosts.value = openPosts) }
}
