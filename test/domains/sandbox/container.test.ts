import { expect } from 'chai'
import type { ContainerRuntime } from '#domain/containers'
import type { CallResult, Language, Lease } from '#domain/sandbox'
import type { CallBudget } from '#match/contract'
import { ownContainers, skipWithoutDocker, startContainers } from '#test/support/docker'
import { until } from '#test/support/until'
import { agents, hostile, isolation, type Attack } from './container-attacks.ts'
import { acting, actOnce, failsForUs, inShort, leaseLimits, longestStallMs, programOf, withLease } from './leases.ts'

const patient: CallBudget = { msMax: 5_000, fuelMax: 0 }
const hasty: CallBudget = { msMax: 600, fuelMax: 0 }
const languages = ['javascript', 'typescript', 'python'] as const
const mains = { javascript: 'agent.js', typescript: 'agent.ts', python: 'agent.py', wasm: '' }

const written = (source: string, language: Language) => programOf({ [mains[language]]: source }, language)

for (const id of ['runc', 'runsc'] as const)
  describe(`containers on ${id}`, function () {
    this.timeout(30_000)
    let runtime: ContainerRuntime

    let others: string[] = []

    before(async function () {
      this.timeout(120_000)
      await skipWithoutDocker(this, id)
      others = await ownContainers()
      runtime = await startContainers({ id, memoryBytesMax: leaseLimits.memoryBytesMax })
    })

    after(() => runtime?.stop())

    // What other suites of this process left to be removed is not this runtime's.
    const itsContainers = async () => (await ownContainers()).filter((container) => !others.includes(container))

    it('SB20 it says what it is', () => {
      expect(runtime).to.include({ id, isMetered: false })
      expect(runtime.version).to.match(new RegExp(`^${id} \\S+, node 24\\.\\S+, python 3\\.\\S+$`))
      expect(runtime.languages).to.deep.equal(['javascript', 'typescript', 'python'])
    })

    for (const [what, language, source] of agents)
      it(`SB8 SB26 ${what} plays a match`, async () => {
        await withLease(runtime, written(source, language), async (lease) => {
          const said = []
          for (const [name, argument] of match) said.push(inShort(await lease.call(name, argument, patient)))
          expect(said).to.deep.equal(['null', '{"n":1,"started":7}', '{"n":2,"started":7}', 'null'])
          expect(lease.isAlive()).to.equal(true)
        })
      })

    it('SB26 a program has several files, and finds them beside itself', async () => {
      const js = {
        'src/main.mjs': `import { word } from './more/word.mjs'\nexport const act = () => word`,
        'src/more/word.mjs': `export const word = 'a'`,
      }
      const py = {
        'main.py': 'from more.word import word\ndef act(state): return word + open("data.txt").read()',
        'more/word.py': 'word = "b"',
        'data.txt': 'c',
      }
      expect(inShort(await actOnce(runtime, programOf(js), { within: patient }))).to.equal('"a"')
      expect(inShort(await actOnce(runtime, programOf(py, 'python'), { within: patient }))).to.equal('"bc"')
      expect(inShort(await actOnce(runtime, programOf({ '../out.js': acting('') })))).to.equal('crash')
    })

    it('SB7 without act it is a crash, without init and onResult nothing', async () => {
      for (const language of ['javascript', 'python'] as const)
        await withLease(
          runtime,
          written(language === 'python' ? 'x = 1' : 'export default {}', language),
          async (lease) => {
            expect(inShort(await lease.call('init', '{}', patient))).to.equal('null')
            expect(inShort(await lease.call('onResult', '{}', patient))).to.equal('null')
            expect(inShort(await lease.call('act', '{}', patient))).to.equal('crash')
            expect(lease.isAlive()).to.equal(false)
          },
        )
    })

    describe('SB1 SB4 SB20 SB21 SB23 SB24 SB29 what becomes of hostile agents', () => {
      for (const [what, language, source, allowed] of hostile) it(what, () => withstands(language, source, allowed))
    })

    for (const [what, language, body] of isolation)
      it(`SB20 ${what}`, async () => {
        const result = await actOnce(runtime, written(body, language), { within: patient, limits: roomy })
        expect(JSON.parse(textOf(result))).to.deep.equal([])
      })

    it('SB24 what an agent does between two calls is told by the next', async () => {
      const source = `import os, threading, time
def flood():
    time.sleep(0.1)
    while True: os.write(2, b'x' * 30_000)
def init(config):
    threading.Thread(target=flood).start()
def act(state):
    return 1`
      await withLease(runtime, written(source, 'python'), async (lease) => {
        expect(inShort(await lease.call('init', '{}', patient))).to.equal('null')
        await until('it is told', async () => {
          await pause(500)
          expect(lease.isAlive()).to.equal(true)
          return inShort(await lease.call('act', '{}', patient)) === 'flood'
        })
        expect(lease.isAlive()).to.equal(false)
        await failsForUs(lease.call('act', '{}', patient))
      })
    })

    it('SB25 an agent does not think while others have their turn', async () => {
      const source = `let ticks = 0
        setInterval(() => ticks++, 1)
        export const act = () => ticks`
      await withLease(runtime, written(source, 'javascript'), async (lease) => {
        await lease.call('init', '{}', patient)
        await pause(300)
        expect(Number(textOf(await lease.call('act', '{}', patient)))).to.be.lessThan(20)
      })
    })

    it('SB29 a release in the middle of a call ends the container', async () => {
      await until('all are waiting and no other is there', async () => {
        const areWaiting = languages.every((language) => runtime.waiting(language) === 1)
        return areWaiting && (await itsContainers()).length === languages.length
      })
      const waiting = await itsContainers()
      const lease = await runtime.lease(written(acting('for (;;);'), 'javascript'), leaseLimits)
      const failing = failsForUs(lease.call('act', '{}', { msMax: 60_000, fuelMax: 0 }))
      await pause(200)
      await lease.release()
      await failing
      await lease.release()
      expect(lease.isAlive()).to.equal(false)
      const left = await itsContainers()
      expect(waiting.filter((container) => !left.includes(container))).to.have.length(1)
    })

    it('SB29 nothing of an agent is left for the next', async () => {
      const source = `import fs from 'node:fs'
        export const act = () => {
          const found = [fs.existsSync('/tmp/mark'), globalThis.mark]
          fs.writeFileSync('/tmp/mark', 'x')
          globalThis.mark = 1
          return found
        }`
      for (let lease = 0; lease < 2; lease += 1)
        expect(inShort(await actOnce(runtime, written(source, 'javascript'), { within: patient }))).to.equal(
          '[false,null]',
        )
    })

    it('SB31 floods do not keep this process from its work', async () => {
      const flood = `import fs from 'node:fs'\nexport const act = () => { for (;;) fs.writeSync(2, 'x'.repeat(65536)) }`
      const stallMs = await longestStallMs(actOnce(runtime, written(flood, 'javascript'), { within: patient }))
      expect(stallMs).to.be.lessThan(1_000)
    })

    async function withstands(language: Language, source: string, allowed: Attack[3]): Promise<void> {
      // Who has no way but to be late need not be waited for; all others may be slow.
      const within = allowed.length === 1 && allowed[0] === 'timeout' ? hasty : patient
      await withLease(runtime, written(source, language), async (lease) => {
        const begunMs = performance.now()
        const said = await untilFault(lease, within)
        expect(performance.now() - begunMs).to.be.lessThan(4 * within.msMax + 3_000)
        expect(allowed, JSON.stringify(said)).to.include(inShort(said))
        expect(lease.isAlive()).to.equal(said.status === 'returned')
      })
    }

    // Two turns, so that what is left behind after the first has its effect. Told is the answer of the second.
    async function untilFault(lease: Lease, within: CallBudget): Promise<CallResult> {
      let answer: CallResult | undefined
      for (const name of ['init', 'act', 'act', 'onResult'] as const) {
        const said = await lease.call(name, '{}', within)
        if (said.status === 'fault') return said
        if (name === 'act') answer = said
        await pause(30)
      }
      return answer!
    }
  })

const roomy = { ...leaseLimits, replyBytesMax: 20_000 }

const match = [
  ['init', '{"start":7}'],
  ['act', '{"turn":\r\n1}'],
  ['act', '{"turn":2}'],
  ['onResult', '{}'],
] as const

function textOf(result: CallResult): string {
  return result.status === 'returned' ? result.text : JSON.stringify(result)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
