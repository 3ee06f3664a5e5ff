import { PageLink } from '#client/pages/parts/page-link.tsx'
import type { Page } from '#client/ui/drawer.tsx'
import type { Store } from '#client/state/store.ts'
import { AgentsSection } from './agents-section.tsx'
import { AuditSection } from './audit-section.tsx'
import { DepositsSection } from './deposits-section.tsx'
import { LedgerSection } from './ledger-section.tsx'
import { ModerationSection } from './moderation-section.tsx'
import { Tabs } from './tabs.tsx'
import '#client/pages/parts/form.css'
import '#client/pages/desk/desk.css'
import './town-hall.css'

const sections = [
  { id: 'agents', title: 'Agents', Section: AgentsSection },
  { id: 'ledger', title: 'Ledger', Section: LedgerSection },
  { id: 'moderation', title: 'Moderation', Section: ModerationSection },
  { id: 'deposits', title: 'Deposits', Section: DepositsSection },
  { id: 'audit', title: 'Audit log', Section: AuditSection },
] as const

/** The town hall, for administrators: who lives here, money, what is written on the board, and who did what. */
const TownHallPage: Page = ({ store, detail }) => {
  const me = store.me.value
  if (me === undefined) return <p class="ago">One moment.</p>
  return (
    <div class="leaf desk hall">
      {me?.role === 'administrator' ? <Hall store={store} detail={detail} /> : <ForAdministrators store={store} />}
    </div>
  )
}

function Hall({ store, detail }: { store: Store; detail: string }) {
  const { id, Section } = sections.find(({ id }) => id === detail) ?? sections[0]
  return (
    <Tabs store={store} tabs={sections} chosen={id}>
      <Section store={store} />
    </Tabs>
  )
}

function ForAdministrators({ store }: { store: Store }) {
  return (
    <section>
      <h3>The town is run in here</h3>
      <p>
        This part is for administrators: they look after agents, money and the board, and all they do is written down.
      </p>
      {store.me.value === null ? (
        <p>
          If you are one,{' '}
          <PageLink store={store} page="account">
            sign in
          </PageLink>{' '}
          first.
        </p>
      ) : (
        <p>
          Signed in as {store.me.value?.name}, you can go everywhere else: the board, the bank, and the town itself.
        </p>
      )}
    </section>
  )
}

export default TownHallPage
