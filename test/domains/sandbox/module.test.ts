import { expect } from 'chai'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import loadWabt from 'wabt'
import { createModuleRuntime } from '#domain/modules'
import { connectFour } from '#games/connect-four/index'
import { chanceFrom } from '#games/chance'
import { until } from '#test/support/until'
import { actOnce, budget, failsForUs, inShort, leaseLimits, longestStallMs, programOf, withLease } from './leases.ts'

const wabt = await loadWabt()

/** What most modules have: a memory, an allocator that never frees, and `init` and `on_result` that do nothing. */
const basics = `
  (memory (export "memory") 2 4)
  (global $free (mut i32) (i32.const 1024))
  (func (export "alloc") (param $size i32) (result i32)
    (global.get $free)
    (global.set $free (i32.add (global.get $free) (local.get $size))))`

/** Packs a place and a length, as an answer is given. */
const answerAt = (at: number, length: number) => `(i64.const ${(BigInt(at) << 32n) | BigInt(length)})`
const acting = (body: string, more = '') =>
  `(module ${basics} ${more} (func (export "act") (param i32 i32) (result i64) ${body}))`
const saying = (text: string) =>
  acting(answerAt(16, Buffer.byteLength(text)), `(data (i32.const 16) ${JSON.stringify(text)})`)

/** Plays the first valid action: it looks for the text and points to the digit after it. */
const player = acting(
  `(local $at i32)
   (local.set $at (local.get 0))
   (loop $next
     (local.set $at (i32.add (local.get $at) (i32.const 1)))
     (br_if $next (i64.ne (i64.load (local.get $at)) (i64.const ${Buffer.from('Actions"').readBigInt64LE()}))))
   (i64.or
     (i64.shl (i64.extend_i32_u (i32.add (local.get $at) (i32.const 10))) (i64.const 32))
     (i64.const 1))`,
)

describe('WebAssembly module runtime', function () {
  this.timeout(30_000)
  const runtime = createModuleRuntime({ threadsMax: 4 })
  after(() => runtime.stop())

  const say = (wat: string, more?: Parameters<typeof actOnce>[2]) => actOnce(runtime, moduleOf(wat), more)

  it('SB17 a module plays Connect Four', async () => {
    const chance = chanceFrom('0'.repeat(63) + '1')
    let state = connectFour.start({ seats: 2, options: {}, chance })
    await withLease(runtime, moduleOf(player), async (lease) => {
      for (let [seat] = connectFour.toMove(state); seat !== undefined; [seat] = connectFour.toMove(state)) {
        const validActions = connectFour.legal(state, seat)
        const told = JSON.stringify({
          turn: 0,
          board: connectFour.view(state, seat),
          validActions,
          timeRemaining: 1_000,
        })
        const result = await lease.call('act', told, budget)
        expect(result).to.include({ status: 'returned', text: String(validActions[0]), fuel: null })
        const moves = seat === 0 ? [validActions[0]] : [undefined, validActions[0]]
        state = connectFour.step(state, moves, chance)
      }
    })
    expect(connectFour.scores(state)).to.have.length(2)
  })

  it('SB7 SB17 it may lack init and on_result; _initialize comes before all', async () => {
    await withLease(runtime, moduleOf(saying('"a"')), async (lease) => {
      const said = []
      for (const name of ['init', 'act', 'onResult'] as const) said.push(inShort(await lease.call(name, '{}', budget)))
      expect(said).to.deep.equal(['null', '"a"', 'null'])
    })
    const remembering = acting(
      '(i64.or (i64.const 68719476736) (i64.extend_i32_u (global.get $n)))',
      `(data (i32.const 16) "123456789012") (global $n (mut i32) (i32.const 1))
       (func $more (global.set $n (i32.mul (global.get $n) (i32.const 2))))
       (func (export "_initialize") (call $more) (global.set $n (i32.add (global.get $n) (i32.const 1))))
       (func (export "init") (param i32 i32) (call $more)) (func (export "on_result") (param i32 i32) (call $more))`,
    )
    await withLease(runtime, moduleOf(remembering), async (lease) => {
      for (const name of ['init', 'onResult'] as const)
        expect(inShort(await lease.call(name, '{}', budget))).to.equal('null')
      expect(inShort(await lease.call('act', '{}', budget))).to.equal('123456789012')
    })
  })

  const unfit: Record<string, string> = {
    'an import': `(module (import "a" "b" (func)) ${basics})`,
    'an imported memory': '(module (import "a" "b" (memory 1 1)))',
    'no memory': '(module (func (export "act")))',
    'a memory without a maximum': '(module (memory (export "memory") 1))',
    'a memory that is too large': '(module (memory (export "memory") 1 60000))',
    'a shared memory': '(module (memory (export "memory") 1 2 shared))',
    'a memory of 64 bits': '(module (memory (export "memory") i64 1 2))',
    'two memories': '(module (memory (export "memory") 1 2) (memory 1 2))',
    'a table without a maximum': `(module ${basics} (table 1 funcref))`,
    'a table that is too large': `(module ${basics} (table 1 10001 funcref))`,
    'tables that are too large together': `(module ${basics} (table 1 6000 funcref) (table 1 6000 externref))`,
    exceptions: `(module ${basics} (tag (param i32)))`,
  }
  for (const [what, wat] of Object.entries(unfit))
    it(`SB18 ${what} is a violation`, async () => {
      const result = await say(wat)
      expect(result, JSON.stringify(result)).to.include({ verdict: 'violation' })
    })

  it('SB18 types that live on the heap of the host, and modules that are too large, are a violation', async () => {
    const header = [...Buffer.from('\0asm\u0001\0\0\0', 'latin1')]
    const memory = [5, 4, 1, 1, 1, 1]
    for (const type of [
      [0x5e, 0x7f, 1],
      [0x5f, 0],
      [0x4e, 0],
      [0x50, 0, 0x5f, 0],
      [0x60, 1, 0x6e, 0],
    ]) {
      const bytes = Uint8Array.from([...header, 1, type.length + 1, 1, ...type, ...memory])
      expect(inShort(await actOnce(runtime, programOf({ 'a.wasm': bytes }, 'wasm')))).to.equal('violation')
    }
    const large = Buffer.concat([Uint8Array.from(header), Buffer.alloc(5e6)])
    expect(inShort(await actOnce(runtime, programOf({ 'a.wasm': large }, 'wasm')))).to.equal('violation')
  })

  it('SB18 what is no WebAssembly, or cut off anywhere, is a fault', async () => {
    const whole = bytesOf(player)
    for (let length = 0; length < whole.length; length += 7)
      expect(['crash', 'violation']).to.include(
        inShort(await actOnce(runtime, programOf({ 'a.wasm': whole.subarray(0, length) }, 'wasm'))),
      )
    expect(inShort(await actOnce(runtime, { ...moduleOf(player), main: 'none.wasm' }))).to.equal('crash')
  })

  const faults: Record<string, [verdict: string, wat: string]> = {
    'a trap': ['crash', acting('unreachable')],
    'a division by zero': ['crash', acting('(i64.div_u (i64.const 1) (i64.const 0))')],
    'a read outside of the memory': ['crash', acting('(i64.load (i32.const -1))')],
    'endless recursion': [
      'crash',
      acting('(call $again)', '(func $again (result i64) (i64.add (i64.const 1) (call $again)))'),
    ],
    'a trap at the start': ['crash', acting(answerAt(0, 1), '(func $s unreachable) (start $s)')],
    'no act': ['crash', `(module ${basics})`],
    'no alloc': [
      'crash',
      '(module (memory (export "memory") 1 1) (func (export "act") (param i32 i32) (result i64) (i64.const 0)))',
    ],
    'act of another type': [
      'crash',
      `(module ${basics} (func (export "act") (param i64 i64) (result i64) (i64.const 0)))`,
    ],
    'an answer of another type': [
      'invalid_reply',
      `(module ${basics} (func (export "act") (param i32 i32) (result i32) (i32.const 0)))`,
    ],
    'an answer of nothing': ['invalid_reply', acting(answerAt(0, 0))],
    'an answer outside of the memory': ['invalid_reply', acting(answerAt(131_072 - 4, 5))],
    'an answer far away': ['invalid_reply', acting('(i64.const -1)')],
    'an answer that is no JSON': ['invalid_reply', saying('column 3')],
    'an answer that is not UTF-8': ['invalid_reply', acting(answerAt(16, 3), '(data (i32.const 16) "\\22\\ff\\22")')],
    'an answer with a byte order mark': [
      'invalid_reply',
      acting(answerAt(16, 4), '(data (i32.const 16) "\\ef\\bb\\bf1")'),
    ],
    'an answer that is too long': ['flood', acting(answerAt(16, 1_001))],
    'an alloc without room': [
      'memory',
      '(module (memory (export "memory") 1 1) (func (export "alloc") (param i32) (result i32) (i32.const 0)) (func (export "act") (param i32 i32) (result i64) (i64.const 0)))',
    ],
    'an alloc outside of the memory': [
      'crash',
      '(module (memory (export "memory") 1 1) (func (export "alloc") (param i32) (result i32) (i32.const -1)) (func (export "act") (param i32 i32) (result i64) (i64.const 0)))',
    ],
  }
  for (const [what, [verdict, wat]] of Object.entries(faults))
    it(`SB4 SB19 ${what}: ${verdict}`, async () => {
      const result = await say(wat)
      expect(result, JSON.stringify(result)).to.include({ verdict, fuel: null })
    })

  const loops: Record<string, string> = {
    act: acting('(loop (br 0)) (i64.const 0)'),
    'the start function': acting(answerAt(0, 1), '(func $s (loop (br 0))) (start $s)'),
    alloc:
      '(module (memory (export "memory") 1 1) (func (export "alloc") (param i32) (result i32) (loop (br 0)) (i32.const 1)) (func (export "act") (param i32 i32) (result i64) (i64.const 0)))',
    'a builtin': acting('(loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 131072)) (br 0)) (i64.const 0)'),
  }
  for (const [where, wat] of Object.entries(loops))
    it(`SB1 SB3 a loop without end in ${where} is stopped by the clock`, async () => {
      const started = performance.now()
      const work = say(wat, { within: { msMax: 200, fuelMax: 1 } })
      expect(await longestStallMs(work)).to.be.below(1_000)
      expect(inShort(await work)).to.equal('timeout')
      expect(performance.now() - started).to.be.below(3_000)
    })

  const copying = '(memory.copy (i32.const 0) (i32.const 1) (i32.const 131071))'
  const stubborn = {
    'memory.copy': acting(`(loop ${copying} (br 0)) ${answerAt(16, 1)}`),
    'tail calls': `(module ${basics}
      (func $act (export "act") (param i32 i32) (result i64) (return_call $act (local.get 0) (local.get 1))))`,
  }
  for (const [what, wat] of Object.entries(stubborn))
    it(`SB2 SB17 a loop of ${what}, in which V8 does not end a thread, is gone when it is released`, async () => {
      const lease = await runtime.lease(moduleOf(wat), leaseLimits)
      expect(inShort(await lease.call('act', '{}', { msMax: 300, fuelMax: 1 }))).to.equal('timeout')
      const started = performance.now()
      await lease.release()
      expect(performance.now() - started).to.be.below(2_000)
    })

  it('SB17 a process that nobody is left for ends itself, also in an endless loop', async () => {
    const bytes = Buffer.from(bytesOf(loops['act']!)).toString('base64')
    const host = `import { createModuleRuntime } from '#domain/modules'
      const files = new Map([['agent.wasm', Buffer.from('${bytes}', 'base64')]])
      const lease = await createModuleRuntime().lease({ language: 'wasm', main: 'agent.wasm', files }, ${JSON.stringify(leaseLimits)})
      void lease.call('act', '{}', { msMax: 60_000, fuelMax: 1 })
      setTimeout(() => console.log('looping'), 500)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', host])
    await once(child.stdout, 'data')
    const [orphan] = childrenOf(child.pid!)
    child.kill('SIGKILL')
    expect(orphan).to.be.above(0)
    await until('the process ends', () => !isThere(orphan!))
  })

  it('SB2 SB19 memory grows to its maximum and no further, and a fault ends the instance', async () => {
    const growing = acting(
      '(local $pages i32) (loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) (if (i32.ne (memory.size) (i32.const 4)) (then unreachable))' +
        answerAt(16, 1),
      '(data (i32.const 16) "1")',
    )
    expect(inShort(await say(growing))).to.equal('1')
    await withLease(runtime, moduleOf(faults['a trap']![1]), async (lease) => {
      await lease.call('act', '{}', budget)
      expect(lease.isAlive()).to.equal(false)
      await failsForUs(lease.call('act', '{}', budget))
    })
  })

  it('SB5 a release in the middle of a call ends it', async () => {
    const lease = await runtime.lease(moduleOf(loops['act']!), leaseLimits)
    const call = failsForUs(lease.call('act', '{}', { msMax: 20_000, fuelMax: 1 }))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await lease.release()
    await call
    expect(lease.isAlive()).to.equal(false)
  })

  it('SB3 a large module that takes long to compile keeps nobody', async () => {
    const adding = '(local.set 0 (i64.mul (i64.add (local.get 0) (i64.const 1)) (local.get 0)))'.repeat(100)
    const functions = `(func (param i64) ${adding})`.repeat(2_000)
    const large = moduleOf(acting(answerAt(16, 1), `(data (i32.const 16) "1") ${functions}`))
    expect(large.files.get(large.main)).to.have.length.above(1_000_000)
    const work = actOnce(runtime, large, { within: { msMax: 10_000, fuelMax: 1 } })
    expect(await longestStallMs(work)).to.be.below(1_000)
    expect(inShort(await work)).to.equal('1')
  })
})

/** Processes that another has begun, as Linux knows them. */
function childrenOf(pid: number): number[] {
  const told = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return told.trim().split(' ').map(Number)
}

function isThere(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

function bytesOf(wat: string): Uint8Array {
  const module = wabt.parseWat('agent.wat', wat, {
    threads: true,
    memory64: true,
    ...({ multi_memory: true } as object),
    exceptions: true,
    reference_types: true,
    bulk_memory: true,
    tail_call: true,
  })
  const { buffer } = module.toBinary({})
  module.destroy()
  return buffer
}

function moduleOf(wat: string) {
  return programOf({ 'agent.wasm': bytesOf(wat) }, 'wasm')
}
