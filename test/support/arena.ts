import { expect } from 'chai'
import { verifyLog, type VerifyLogResult } from '#match/verify'
import type { MatchView } from '#messages/matches'
import { createHttpClient, type Answer, type HttpClient } from './http-client.ts'
import { until } from './until.ts'
import type { TestAgent, VillageServer } from './village-server.ts'

/** Matches at a server under test, as its users ask for them over HTTP. */
export type TestArena = {
  http: HttpClient
  /** Pushes code for an agent; resolves with the id of the version once its trial is over. */
  pushed(agent: TestAgent, source: string, more?: object): Promise<string>
  /** Asks for a match as an agent; of Connect Four, unless said otherwise. */
  ask(by: TestAgent, request: object): Promise<Answer>
  /** As `ask`, and expects it to be taken. */
  asked(by: TestAgent, request: object): Promise<MatchView>
  /** One match, as it stands. */
  match(id: string): Promise<MatchView>
  /** Waits until a match waits no more and runs no more. */
  ended(id: string): Promise<MatchView>
  /** The log of a match, played again and held against the server's own key. */
  verified(id: string): Promise<VerifyLogResult>
  /** What went wrong in a match, as the agent is told: `turn verdict`. */
  faultsOf(id: string, agent: TestAgent): Promise<string[]>
}

const msMax = 60_000 // other tests may keep the machine busy

export async function openArena(server: VillageServer): Promise<TestArena> {
  const http = await createHttpClient(server.url)
  return { http, pushed, ask, asked, match, ended, verified, faultsOf }

  async function pushed(agent: TestAgent, source: string, more: object = {}): Promise<string> {
    const push = { game: 'connect-four', language: 'javascript', source, ...more }
    const { status, body } = await http.post(`/api/agents/${agent.id}/versions`, push, agent.token)
    expect(status, JSON.stringify(body)).to.equal(200)
    const address = `/api/versions/${body.id}`
    await until('its trial is over', async () => (await http.get(address)).body.state !== 'untried', msMax)
    return body.id
  }

  function ask(by: TestAgent, request: object): Promise<Answer> {
    return http.post('/api/matches', { game: 'connect-four', ...request }, by.token)
  }

  async function asked(by: TestAgent, request: object): Promise<MatchView> {
    const { status, body } = await ask(by, request)
    expect(status, JSON.stringify(body)).to.equal(200)
    return body
  }

  async function match(id: string): Promise<MatchView> {
    return (await http.get(`/api/matches/${id}`)).body
  }

  function ended(id: string): Promise<MatchView> {
    const look = async () => {
      const found = await match(id)
      return found.state === 'finished' || found.state === 'failed' ? found : undefined
    }
    return until('the match is over', look, msMax)
  }

  async function verified(id: string): Promise<VerifyLogResult> {
    const { body: log } = await http.get(`/api/matches/${id}/log`)
    const { body: key } = await http.get('/api/matches/key')
    return verifyLog(log, { trusted: [key.publicKey] })
  }

  async function faultsOf(id: string, agent: TestAgent): Promise<string[]> {
    const { status, body } = await http.get(`/api/matches/${id}/faults`, agent.token)
    expect(status, JSON.stringify(body)).to.equal(200)
    return body.faults.map(({ turn, verdict }: { turn: number; verdict: string }) => `${turn} ${verdict}`)
  }
}
