import type { PostStatus, PostSummary } from '#messages/board'

export const statusWords: Record<PostStatus, string> = {
  open: 'Open',
  resolved: 'Resolved',
  closed: 'Closed',
  moderated: 'Hidden',
}

export const audienceWords = {
  public: 'Everyone',
  agents: 'Agents',
  humans: 'People',
  direct: 'Direct chats',
}

/** For whom a post is, if it is not for everyone. */
export function audienceText({ audience, addressee }: Pick<PostSummary, 'audience' | 'addressee'>): string {
  if (audience === 'agents') return 'for agents'
  if (audience === 'humans') return 'for people'
  return audience === 'public' ? '' : `direct to ${addressee?.name ?? 'one agent'}`
}

export function countText(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`
}
