import { expect } from 'chai'
import type { Language, Runtime } from '#domain/sandbox'
import type { MatchView } from '#messages/matches'
import { openTestMatches, type TestMatches } from '#test/support/matches'
import { until } from '#test/support/until'

const first = 'export default { act: (state) => state.validActions[0] }'

describe('matches whose runtime is not there', () => {
  let arena: TestMatches
  let languages: Language[]

  beforeEach(async () => {
    languages = []
    const late = (real: Runtime) => ({ ...real, get languages() { return languages } }) // prettier-ignore
    arena = await openTestMatches({ runtime: late })
    await arena.worker()
  })
  afterEach(() => arena.dispose())

  async function asked(): Promise<MatchView> {
    const agent = await arena.agent()
    await arena.playable(agent, first)
    return (await arena.ask(agent, { entrants: [{ agent: agent.id }, { house: 'random' }] })) as MatchView
  }

  it('M8 wait for it, as after a start until the containers are ready', async () => {
    const { id } = await asked()
    await until('it was tried once', async () => ((await arena.matches.one(id)) as MatchView).attempt === 1)
    expect(await arena.matches.one(id)).to.include({ failure: null })
    languages = ['javascript']
    const ended = await arena.ended(id)
    expect(ended).to.include({ state: 'finished', failure: null })
    expect(ended.attempt).to.be.at.least(2)
  })
})
