import type { MoneyNotice, Notices } from '#messages/economy'
import type { VillageHttp } from './http.ts'
import { createWatch, type Watch } from './watch.ts'

/**
 * Hands on what the agent has not heard of its money, oldest first, also what came while it was away, and then says that
 * it has heard. Should the process end in between, the same is told again.
 */
export function createMoneyWatch(http: VillageHttp, agentId: () => string, hand: (notice: MoneyNotice) => void): Watch {
  let after: string | undefined
  let isToSay = false
  return createWatch(readPage)

  async function readPage(): Promise<boolean> {
    const path = `/api/agents/${agentId()}/money`
    const { notices, heard, more } = await http.get<Notices>(path, { after })
    after = heard
    for (const notice of notices) hand(notice)
    isToSay ||= notices.length > 0 || more
    if (isToSay) await http.post(`${path}/heard`, { heard })
    isToSay = false
    return more
  }
}
