import { expect } from 'chai'
import { Worker } from 'node:worker_threads'
import { createQuickJsRuntime } from '#domain/quickjs'
import {
  acting,
  actOnce,
  budget,
  failsForUs,
  inShort,
  leaseLimits,
  longestStallMs,
  programOf,
  withLease,
} from './leases.ts'

describe('QuickJS runtime', function () {
  this.timeout(30_000)
  const runtime = createQuickJsRuntime({ threadsMax: 4 })
  after(() => runtime.stop())

  const act = (body: string, more?: Parameters<typeof actOnce>[2]) => actOnce(runtime, programOf(acting(body)), more)

  const endless: Record<string, string> = {
    'a loop': 'for (;;);',
    'a loop that catches': 'for (;;) try { for (;;); } catch {} finally { for (;;); }',
    'a loop in async functions that catch':
      'const f = async () => { try { for (;;); } catch {} return f() }; f().catch(f).finally(f); return 1',
    'jobs that beget jobs': '(async () => { for (;;) await null })(); return 1',
    'a thenable of thenables': 'const t = { then(go) { go(t) } }; return t',
    'a regular expression': 'return /^(a+)+$/.test("a".repeat(40) + "b")',
    'a getter of the error': 'throw { get message() { for (;;); } }',
    'a generator': 'function* g() { for (;;) yield 1 } return [...g()].length',
  }
  for (const [what, body] of Object.entries(endless))
    it(`SB1 SB11 ${what} without end uses up the fuel`, async () => {
      const result = await act(body, { within: { msMax: 25_000, fuelMax: 50 } })
      expect(result).to.include({ status: 'fault', verdict: 'fuel', fuel: 50 })
    })

  const places: Record<string, string> = {
    'the top level': 'for (;;); export default {}',
    'the constructor': 'export default class { constructor() { for (;;); } act() {} }',
    init: 'export default { init() { for (;;); }, act() {} }',
    onResult: 'export default { onResult() { for (;;); }, act() {} }',
  }
  for (const [place, source] of Object.entries(places))
    it(`SB1 a loop without end in ${place} uses up the fuel`, async () => {
      const name = place === 'onResult' ? 'onResult' : 'init'
      const within = { ...budget, fuelMax: 20 }
      const result = await withLease(runtime, programOf(source), (lease) => lease.call(name, '{}', within))
      expect(inShort(result)).to.equal('fuel')
    })

  const builtins: Record<string, string> = {
    'writing JSON': 'const a = Array(2e5).fill("x"); for (let n = 0; n < 9999; n++) JSON.stringify(a)',
    joining: 'return Array(1e9).join("x").length',
    'deep answers': 'let a = []; for (let i = 0; i < 200_000; i++) a = [a]; return a',
    'big numbers': 'let n = 3n; for (let i = 0; i < 18; i++) n *= n; for (;;) n * n',
  }
  for (const [what, body] of Object.entries(builtins))
    it(`SB1 SB3 a long builtin, ${what}, is stopped by the clock`, async () => {
      const started = performance.now()
      const work = act(body, { within: { msMax: 300, fuelMax: 50_000 } })
      expect(await longestStallMs(work)).to.be.below(1_000)
      expect(inShort(await work)).to.equal('timeout')
      expect(performance.now() - started).to.be.below(3_000)
    })

  it('SB2 a fault ends the instance', async () => {
    await withLease(runtime, programOf(acting('throw new Error("no")')), async (lease) => {
      expect(lease.isAlive()).to.equal(true)
      expect(inShort(await lease.call('act', '{}', budget))).to.equal('crash')
      expect(lease.isAlive()).to.equal(false)
      await failsForUs(lease.call('act', '{}', budget))
    })
  })

  it('SB2 nothing is left for the next lease of the same thread', async () => {
    const alone = createQuickJsRuntime({ threadsMax: 1 })
    const leaving =
      'globalThis.kept = 1; Array.prototype.kept = 1; export let n = 0; export function act() { return [n++, [].kept ?? 0] }'
    const looking = 'export let n = 0; export function act() { return [n++, [].kept ?? 0, typeof kept, Math.random()] }'
    const first = await actOnce(alone, programOf(looking))
    for (let turn = 0; turn < 3; turn++) {
      expect(inShort(await actOnce(alone, programOf(leaving)))).to.equal('[0,1]')
      await actOnce(alone, programOf(acting('const a = []; for (;;) a.push(new Uint8Array(1e6).fill(7))')))
      expect(inShort(await actOnce(alone, programOf(looking)))).to.equal(inShort(first))
    }
    await alone.stop()
  })

  it('SB3 others play on while every kind of hostile agent is at it', async () => {
    const bodies = ['for (;;);', builtins['joining']!, 'let a = []; for (;;) a = [a]']
    await withLease(runtime, programOf('let n = 0; export function act() { return n++ }'), async (lease) => {
      await lease.call('act', '{}', budget)
      let isOver = false
      const hostile = Promise.all(bodies.map((body) => act(body, { within: { msMax: 2_000, fuelMax: 1e9 } }))).finally(
        () => {
          isOver = true
        },
      )
      const stall = longestStallMs(hostile)
      let turns = 1
      while (!isOver) expect(inShort(await lease.call('act', '{}', budget))).to.equal(String(turns++))
      expect(turns).to.be.above(10)
      for (const result of await hostile) expect(['timeout', 'memory']).to.include(inShort(result))
      expect(await stall).to.be.below(1_000)
    })
  })

  it('SB4 an answer as long as allowed is taken, and a byte more is a flood', async () => {
    const body = (chars: number, char: string) => `return ${JSON.stringify(char)}.repeat(${chars})`
    expect(inShort(await act(body(998, 'x')))).to.have.length(1_000)
    expect(inShort(await act(body(999, 'x')))).to.equal('flood')
    expect(inShort(await act(body(332, '€')))).to.have.length(334)
    expect(inShort(await act(body(333, '€')))).to.equal('flood')
    expect(inShort(await act(body(5e6, 'x')))).to.equal('flood')
  })

  const unwritable = [
    '',
    'return () => 1',
    'return Symbol()',
    'return 1n',
    'return NaN',
    'return 1 / 0',
    'const a = []; a.push(a); return a',
  ]
  const spiteful = [
    'return { get x() { throw 1 } }',
    'return { toJSON() { throw new Error("no") } }',
    'return { toJSON() {} }',
  ]
  const trap =
    'return Object.create(new Proxy({}, { get: (_, key) => key === "then" ? undefined : null.x, ownKeys: () => null.x }))'
  for (const body of [...unwritable, ...spiteful, trap])
    it(`SB4 no answer: act() { ${body} }`, async () => expect(inShort(await act(body))).to.equal('invalid_reply'))

  it('SB4 what JSON can say comes as it is, also odd characters and keys', async () => {
    const body = 'return ["\\u0000\\ud800", -0, JSON.parse(\'{"__proto__":1,"a":1,"a":2}\'), 1e999, null, "é😀"]'
    expect(inShort(await act(body))).to.equal('["\\u0000\\ud800",0,{"__proto__":1,"a":2},null,null,"é😀"]')
  })

  it('SB5 a release in the middle of a call ends it', async () => {
    const lease = await runtime.lease(programOf(acting('for (;;);')), leaseLimits)
    const call = failsForUs(lease.call('act', '{}', { msMax: 20_000, fuelMax: 1e9 }))
    await new Promise((resolve) => setTimeout(resolve, 100))
    const started = performance.now()
    await lease.release()
    await call
    expect(performance.now() - started).to.be.below(2_000)
    expect(lease.isAlive()).to.equal(false)
    await lease.release()
  })

  it('SB5 SB6 after stop nothing is leased, and who waits hears of it', async () => {
    const stopped = createQuickJsRuntime({ threadsMax: 1 })
    const program = programOf(acting('return 1'))
    await stopped.lease(program, leaseLimits)
    const waiting = failsForUs(stopped.lease(program, leaseLimits))
    await stopped.stop()
    await waiting
    await failsForUs(stopped.lease(program, leaseLimits))
  })

  it('SB6 who waits for a thread gets the next free one, or is told that none became free', async () => {
    const small = createQuickJsRuntime({ threadsMax: 1, waitMsMax: 200 })
    const program = programOf(acting('return 1'))
    const first = await small.lease(program, leaseLimits)
    await failsForUs(small.lease(program, leaseLimits))
    const next = actOnce(small, program)
    await first.release()
    expect(inShort(await next)).to.equal('1')
    await small.stop()
  })

  it('SB7 an agent may lack init and onResult, but not act', async () => {
    await withLease(runtime, programOf(acting('return 1')), async (lease) => {
      for (const name of ['init', 'onResult'] as const)
        expect(inShort(await lease.call(name, '{}', budget))).to.equal('null')
    })
    expect(inShort(await actOnce(runtime, programOf('export default { init() {} }')))).to.equal('crash')
  })

  it('SB7 what init returns is not looked at', async () => {
    const program = programOf('export default { init() { return { get x() { throw 1 } } }, act: () => 1 }')
    expect(inShort(await withLease(runtime, program, (lease) => lease.call('init', '{}', budget)))).to.equal('null')
  })

  const shapes: Record<string, string> = {
    'an object': 'export default { act: (state) => state.a }',
    'a class': 'export default class { act(state) { return state.a } }',
    'a function': 'export default function () { return { act: (state) => state.a } }',
    'an async arrow function': 'export default async () => ({ act: async (state) => { await null; return state.a } })',
    'named exports': 'export const act = (state) => state.a; export function init() {}',
    'a promise of an object': 'export default await Promise.resolve({ act: (state) => state.a })',
  }
  for (const [shape, source] of Object.entries(shapes))
    it(`SB8 ${shape} is an agent`, async () =>
      expect(inShort(await actOnce(runtime, programOf(source), { argument: '{"a":7}' }))).to.equal('7'))

  it('SB8 an agent keeps what it knows from call to call', async () => {
    const program = programOf('export default class { n = 0; init(c) { this.n = c.from } act() { return this.n++ } }')
    await withLease(runtime, program, async (lease) => {
      await lease.call('init', '{"from":5}', budget)
      const said = [await lease.call('act', '{}', budget), await lease.call('act', '{}', budget)]
      expect(said.map(inShort)).to.deep.equal(['5', '6'])
    })
  })

  it('SB8 what is thrown is told in short', async () => {
    const details = async (source: string) => (await actOnce(runtime, programOf(source))) as { detail: string }
    expect((await details(acting('null.x'))).detail).to.match(/^TypeError: .*null.* \(main\.js:1:\d+\)$/)
    expect((await details('export default {')).detail).to.match(/^SyntaxError: /)
    expect((await details('export const x = 1')).detail).to.match(/no function act/)
    expect((await details('export default 5')).detail).to.match(/exports no agent/)
    expect((await details(acting('throw "x".repeat(1e6)'))).detail).to.have.length(300)
    expect((await details(acting('throw "a\\u0001\\ud800b"'))).detail).to.equal('a \ufffd\ufffd\ufffdb')
    expect((await details(acting('throw { get message() { throw 1 } }'))).detail).to.match(/cannot be told/)
    expect((await details(acting('return Promise.reject(new Error("later"))'))).detail).to.match(/^Error: later/)
  })

  it('SB9 a program imports its own files and nothing else', async () => {
    const files = {
      'src/main.js':
        'import { add } from "../lib/add.js"; export async function act() { return (await import("./two.js")).two + add(1, 2) }',
      'src/two.js': 'export const two = 2',
      'lib/add.js': 'import "./../src/main.js"; export const add = (a, b) => a + b',
    }
    expect(inShort(await actOnce(runtime, programOf(files)))).to.equal('5')
    for (const name of [
      'fs',
      'node:fs',
      'std',
      'os',
      '../x.js',
      '/etc/passwd',
      './none.js',
      'main.js',
      'file:///etc/passwd',
      './../../main.js',
    ]) {
      const result = await actOnce(
        runtime,
        programOf(`import x from ${JSON.stringify(name)}; export const act = () => 1`),
      )
      expect(result, name).to.deep.include({ status: 'fault', verdict: 'crash' })
      const late = await act(`return import(${JSON.stringify(name)}).then(() => 1, () => 0)`)
      expect(inShort(late), name).to.equal('0')
    }
  })

  it('SB10 TypeScript', async () => {
    const files = {
      'main.ts':
        'import { first, type State } from "./first.ts"; export default class { n: number = 0; act(state: State): number { return first(state)! as number } }',
      'first.ts':
        'export type State = { validActions: readonly number[] }; export const first = (s: State): number | undefined => s.validActions[0]',
    }
    expect(
      inShort(await actOnce(runtime, programOf(files, 'typescript'), { argument: '{"validActions":[4]}' })),
    ).to.equal('4')
    for (const source of ['let x: = 1', 'enum A { B }; export const act = () => A.B']) {
      const result = await actOnce(runtime, programOf({ 'main.ts': source }, 'typescript'))
      expect(inShort(result)).to.equal('crash')
      expect((result as { detail: string }).detail).to.have.length.above(10)
    }
  })

  it('SB2 SB10 a program that breaks the stripper of types breaks it for nobody else', async () => {
    const alone = createQuickJsRuntime({ threadsMax: 1 })
    const breaking = programOf({ 'main.ts': `let a = ${'['.repeat(200_000)}` }, 'typescript')
    expect(inShort(await actOnce(alone, breaking))).to.equal('crash')
    expect(
      inShort(await actOnce(alone, programOf({ 'main.ts': 'export const act = (): number => 1' }, 'typescript'))),
    ).to.equal('1')
    await alone.stop()
  })

  const thinking = `
    const seen = new Map(); let dropped = 0
    const drops = new FinalizationRegistry(() => { dropped++ })
    export async function act(state) {
      let sum = 0
      for (let i = 0; i < 40_000; i++) { sum += Math.random() * (i % state.n); if (i % 100 === 0) { await null; drops.register({ i }, i) } }
      seen.set(sum, Object.keys(state)); [5, 3, 1].sort(() => Math.random() - 0.5)
      return { sum, seen: [...seen], dropped, stack: new Error("x").stack, now: Date.now(), zone: new Date(2020, 6, 1).toString(), at: performance.now() }
    }`

  it('SB11 SB12 the same bytes for the same fuel, idle or busy', async () => {
    const limits = { ...leaseLimits, replyBytesMax: 10_000 }
    const within = { msMax: 20_000, fuelMax: 5_000 }
    const playOnce = () =>
      withLease(
        runtime,
        programOf(thinking),
        async (lease) => {
          const said = []
          for (let turn = 1; turn <= 4; turn++)
            said.push(await lease.call('act', JSON.stringify({ n: turn * 7 }), within))
          return said.map((result) => ({ ...result, ms: 0 }))
        },
        limits,
      )
    const idle = await playOnce()
    const busy = await whileBusy(() => Promise.all([playOnce(), playOnce(), playOnce()]))
    for (const one of busy) expect(one).to.deep.equal(idle)
    expect(idle.every(({ status, fuel }) => status === 'returned' && fuel! > 0)).to.equal(true)
  })

  it('SB11 work takes fuel in proportion, and the budget is exact', async () => {
    const fuelOf = async (turns: number) =>
      (await act(`for (let i = 0; i < ${turns}; i++); return 1`, { within: { ...budget, fuelMax: 1_000 } })).fuel
    expect(await fuelOf(10)).to.equal(0)
    const whole = await fuelOf(1_000_000)
    expect([100, 200]).to.include(whole) // a turn takes one step or two
    expect(await fuelOf(3_000_000)).to.equal(3 * whole!)
    const body = 'for (let i = 0; i < 1000000; i++); return 1'
    const exact = await act(body, { within: { ...budget, fuelMax: whole! } })
    const short = await act(body, { within: { ...budget, fuelMax: whole! - 1 } })
    expect([inShort(exact), inShort(short)]).to.deep.equal(['1', 'fuel'])
  })

  it('SB12 chance differs by program and by first argument', async () => {
    const rolls = ['return Math.random()', 'return  Math.random()'].map((body) => ({ body, argument: '{}' }))
    rolls.push({ body: 'return Math.random()', argument: '{"seed":1}' })
    const said = await Promise.all(rolls.map(async ({ body, argument }) => inShort(await act(body, { argument }))))
    expect(new Set(said)).to.have.length(3)
    expect(inShort(await act(rolls[0]!.body))).to.equal(said[0])
  })

  it('SB12 time stands still, and there are no timers', async () => {
    const body =
      'const a = Date.now(); for (let i = 0; i < 1e5; i++); return [new Date(a).toISOString(), Date.now() - a, performance.now(), performance.timeOrigin, new Date(0).getTimezoneOffset(), typeof setTimeout]'
    expect(JSON.parse(inShort(await act(body)))).to.deep.equal(['2026-01-01T00:00:00.000Z', 0, 0, 0, 0, 'undefined'])
  })

  const balloons: Record<string, string> = {
    'typed arrays': 'const a = []; for (;;) a.push(new Uint8Array(1e6).fill(1))',
    'an array': 'const a = []; for (;;) a.push({})',
    'a map': 'const m = new Map(); for (let i = 0; ; i++) m.set(i, i)',
    'a string': 'let s = "x"; for (;;) { s += s; s.charCodeAt(9) }',
    'one that is too large': 'return "abc".repeat(2 ** 27).length',
    'one that grows': 'const b = new ArrayBuffer(10, { maxByteLength: 2e9 }); b.resize(1e9); return 1',
  }
  for (const [what, body] of Object.entries(balloons))
    it(`SB13 a balloon of ${what} is out of memory`, async () => {
      const result = await act(body, { within: { msMax: 25_000, fuelMax: 100_000 } })
      expect(result, JSON.stringify(result)).to.include({ verdict: 'memory' })
    })

  it('SB13 one that catches that it is out of memory goes on with less', async () => {
    const body = 'try { const a = []; for (;;) a.push(new Uint8Array(1e5)) } catch {} return 1'
    expect(inShort(await act(body))).to.equal('1')
    const clinging = programOf(
      'const a = []; export const act = () => { try { for (;;) a.push(new Uint8Array(64)) } catch {} return 1 }',
    )
    const said = await withLease(runtime, clinging, async (lease) => {
      const first = await lease.call('act', '{}', budget)
      return lease.isAlive() ? lease.call('act', `{"a":"${'x'.repeat(100_000)}"}`, budget) : first
    })
    expect(inShort(said)).to.equal('memory')
  })

  it('SB13 deep recursion can be caught, and is followed by sane calls', async () => {
    const program = programOf(
      'const f = () => 1 + f(); export const act = (s) => { if (s.deep) try { f() } catch { return 0 } return 1 }',
    )
    await withLease(runtime, program, async (lease) => {
      const said = []
      for (const deep of [1, 0, 1, 0]) said.push(inShort(await lease.call('act', `{"deep":${deep}}`, budget)))
      expect(said).to.deep.equal(['0', '1', '0', '1'])
    })
    expect(inShort(await act('const f = () => 1 + f(); return f()'))).to.equal('crash')
    expect(inShort(await act('return JSON.parse("[".repeat(2e5))'))).to.equal('crash')
    expect(inShort(await act('let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return p.x'))).to.equal(
      'crash',
    )
  })

  it('SB14 jobs run to the end within the call', async () => {
    const source =
      'let n = 0; export const act = () => { for (let i = 0; i < 3000; i++) Promise.resolve().then(() => { n++ }); queueMicrotask(() => { throw 1 }); Promise.reject(2); return n }'
    await withLease(runtime, programOf(source), async (lease) => {
      const said = [await lease.call('act', '{}', budget), await lease.call('act', '{}', budget)]
      expect(said.map(inShort)).to.deep.equal(['0', '3000'])
    })
  })

  for (const body of [
    'return new Promise(() => {})',
    'return { then() {} }',
    'return (async () => { await new Promise(() => {}) })()',
  ])
    it(`SB14 what never settles is a timeout, at once: ${body}`, async () => {
      const result = await act(body, { within: { msMax: 20_000, fuelMax: 500 } })
      expect(result).to.include({ verdict: 'timeout' })
      expect(result.ms).to.be.below(2_000)
    })

  it('SB15 what an agent overrides changes nothing for the host', async () => {
    const overriding = `
      JSON.stringify = () => "evil"; JSON.parse = () => ({ a: 9 }); String.prototype.slice = () => "s"; Promise.prototype.then = () => {}
      Function.prototype.call = Function.prototype.bind = () => {}; Object.assign = Object.keys = () => []; Reflect.construct = () => {}
      Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFunction())
      Object.prototype.default = Object.prototype.message = "m"; Object.prototype.toJSON = () => "evil"
      Number.isFinite = () => true; globalThis.String = globalThis.Promise = globalThis.Object = globalThis.InternalError = null
      ${acting('return state.a')}`
    expect(inShort(await actOnce(runtime, programOf(overriding), { argument: '{"a":7}' }))).to.equal('7')
  })

  it('SB15 the functions of the wall give an agent nothing, even if it gets hold of them', async () => {
    const source = `
      let found = []
      Error.prepareStackTrace = (_, sites) => { found = sites.map((site) => site.getFunction()); return '' }
      export const act = () => { new Error().stack; return found.map((f) => { try { return String(f?.('main.js', 'act', '{') ?? 0) } catch { return 'no' } }) }`
    const result = await actOnce(runtime, programOf(source), { within: { ...budget, fuelMax: 50 } })
    expect(['crash', 'fuel', 'timeout', 'memory', 'invalid_reply']).to.include(
      result.status === 'fault' ? result.verdict : 'crash',
    )
  })

  it('SB16 nothing of the host is in reach', async () => {
    const names = [
      'process',
      'require',
      'setTimeout',
      'fetch',
      'WebAssembly',
      'Worker',
      'Atomics',
      'std',
      'os',
      'navigator',
      'print',
      'gc',
      'scriptArgs',
    ]
    const body = `const f = Function("return this")(); return [${names.map((name) => `typeof f.${name}`).join()}, typeof console.log("x")]`
    expect(new Set(JSON.parse(inShort(await act(body))))).to.deep.equal(new Set(['undefined']))
  })
})

async function whileBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  const busy = [1, 2, 3, 4].map(() => new Worker('for (;;);', { eval: true }))
  try {
    return await work()
  } finally {
    await Promise.all(busy.map((worker) => worker.terminate()))
  }
}
