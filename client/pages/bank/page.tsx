import type { Page } from '#client/ui/drawer.tsx'
import type { AgentId } from '#kernel/ids'
import { agentIdSchema } from '#messages/agents'
import { Account } from './account.tsx'
import { Accounts } from './accounts.tsx'
import { PasteReceipt } from './paste-receipt.tsx'
import '#client/pages/parts/form.css'
import '#client/pages/desk/desk.css'
import './bank.css'

/** The bank: the account of an agent, or the agents to choose from. */
const BankPage: Page = ({ store, detail }) => {
  const id = agentIn(detail)
  return (
    <div class="leaf desk bank">
      {id === undefined ? <Accounts store={store} /> : <Account key={id} store={store} id={id} />}
      <PasteReceipt />
    </div>
  )
}

function agentIn(detail: string): AgentId | undefined {
  const result = agentIdSchema.safeParse(detail)
  return result.success ? result.data : undefined
}

export default BankPage
