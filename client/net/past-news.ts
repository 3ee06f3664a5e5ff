import type { WorldEvent } from '#events/index'
import type { PlaceId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { News } from '#messages/news'

/** Which past events: up to but without `before`, from `after` on, before the event named by `cursor`, at a place. */
export type NewsWish = { before?: Millis; after?: Millis; cursor?: number; place?: PlaceId; limit: number }

/** A page of what has happened, the newest first; `next` is the cursor for the page before it. */
export type NewsPage = Omit<News, 'events'> & { events: WorldEvent[] }

/** Asks for a page of what has happened. Rejects when it can't be had. */
export async function fetchNews(wish: NewsWish): Promise<NewsPage> {
  const filters = Object.entries(wish).map(([name, value]) => [name, String(value)])
  const address = `/api/news?${new URLSearchParams(filters).toString()}`
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return (await answer.json()) as NewsPage
}
