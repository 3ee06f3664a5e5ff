import { expect } from 'chai'
import { symlinkSync } from 'node:fs'
import * as path from 'node:path'
import { openTerminal, whileBusy, type Ran, type Terminal } from '#test/support/command-line'
import { startJsonHook, type HookServer } from '#test/support/hook-server'
import { startSnake } from '#test/support/snake-server'

// Some work each turn, so that there is fuel to compare.
const thinking = `export default {
  act({ board, validActions }) {
    let sum = 0
    for (let round = 0; round < 200_000; round++) sum = (sum * 31 + board.rows.join('').length + round) % 1_000_003
    return validActions[sum % validActions.length]
  },
}`
const typed = `type State = { validActions: readonly number[] }
export function act({ validActions }: State): number { return validActions.at(-1)! }`
const parts = {
  'bot/agent.js': `import { choose } from './lib/choose.js'\nexport default { act: choose }`,
  'bot/lib/choose.js': 'export const choose = ({ validActions }) => validActions[0]',
  'bot/README.md': 'Mine.',
  'docs/README.md': 'No code here.',
}
const crashing = 'export default { act() { throw new Error("it broke") } }'
const game = ['match', '--game', 'connect-four']

describe('a match on the command line', function () {
  this.timeout(120_000)
  let here: Terminal
  let there: Terminal
  let hooks: HookServer[]

  before(() => {
    ;[here, there] = [openTerminal(), openTerminal()]
    hooks = []
    const files = {
      'a.js': thinking,
      'b.ts': typed,
      ...parts,
      'crash.js': crashing,
      'a.py': 'def act(state): return 1',
    }
    for (const [file, content] of Object.entries(files)) here.write(file, content)
    symlinkSync(path.join(here.folder, 'a.js'), path.join(here.folder, 'link.js'))
  })
  after(() => {
    for (const hook of hooks) hook.close()
    here.dispose()
    there.dispose()
  })

  const well = ({ code, out, err }: Ran): string => {
    expect([code, err]).to.deep.equal([0, ''])
    return out
  }

  describe('with a seed', () => {
    let out: string
    let log: string

    before(async () => {
      out = well(await here.village(...game, 'a.js', 'random', '--seed', '7', '--log', 'match.log'))
      log = here.read('match.log')
    })

    it('says who won, and what it took', () => {
      const [first, ...rest] = out.trimEnd().split('\n') as [string, ...string[]]
      expect(first).to.match(/^Connect Four, seed 7: (.+ \(seat [01]\) wins|a tie between .+) after \d+ turns$/)
      expect(rest.slice(0, 2).join('\n')).to.match(/seat \d {2}a\.js {4}score \S+ {2}faults 0 {2}fuel [1-9]\d+$/m)
      expect(rest.at(-1)).to.match(/^log: match\.log, \d+ turns, head [0-9a-f]{64}$/)
    })

    it('is the same match to the byte when it is played again', async () => {
      expect(well(await here.village(...game, 'a.js', 'random', '--seed', '7', '--log', 'match.log'))).to.equal(out)
      expect(here.read('match.log')).to.equal(log)
    })

    it('takes the same fuel while the machine is busy', async () => {
      const busy = await whileBusy(() => here.village(...game, 'a.js', 'random', '--seed', '7', '--log', 'match.log'))
      expect(well(busy)).to.equal(out)
      expect(here.read('match.log')).to.equal(log)
    })

    it('is another one with another seed, and without a seed the one that was used is told', async () => {
      const other = well(await here.village(...game, 'a.js', 'random', '--log', 'other.log'))
      const seed = /seed (\d+):/.exec(other)?.[1]
      expect(seed).not.to.equal('7')
      expect(here.read('other.log').split('\n')[1]).not.to.equal(log.split('\n')[1])
      well(await here.village(...game, 'a.js', 'random', '--seed', seed!, '--log', 'again.log'))
      expect(here.read('again.log')).to.equal(here.read('other.log'))
    })

    it('is valid for somebody else, from the log alone', async () => {
      here.send('match.log', there)
      const [head, key] = [/head (\w+)/.exec(out)![1], /"publicKey":"(\w+)"/.exec(log)![1]!]
      const trusted = well(await there.village('verify', 'match', 'match.log', '--key', key))
      expect(trusted)
        .to.match(/^valid: connect-four, /)
        .and.include(`head ${head}, signed with ${key}`)
      const { code, err } = await there.village('verify', 'match', 'match.log', '--key', 'a'.repeat(64))
      expect([code, err]).to.deep.equal([1, `the log is not valid: key: ${key} is not a trusted key\n`])
    })

    for (const [what, at, change] of [
      ['the header', 'start', (lines: string[]) => (lines[0] = lines[0]!.replace('"a.js"', '"b.js"'))],
      ['the start', 'start', (lines: string[]) => (lines[1] = another(lines[1]!, -3))],
      [
        'a move',
        'turn 2',
        (lines: string[]) =>
          (lines[4] = lines[4]!.replace(/,(\d)([,\]])/, (_, move, next) => `,${(move + 1) % 7}${next}`)),
      ],
      ['the hash of a turn', 'turn 3', (lines: string[]) => (lines[5] = another(lines[5]!, -3))],
      [
        'the result',
        'end',
        (lines: string[]) => (lines[lines.length - 3] = lines.at(-3)!.replace(/"scores":\[\d/, '"scores":[2')),
      ],
      ['the signature', 'signature', (lines: string[]) => (lines[lines.length - 2] = another(lines.at(-2)!, -4))],
    ] as const)
      it(`is refused if one byte of ${what} is another, and told where`, async () => {
        const lines = log.split('\n')
        change(lines)
        const changed = lines.join('\n')
        expect(changed).not.to.equal(log)
        there.write('changed.log', changed)
        const { code, out, err } = await there.village('verify', 'match', 'changed.log')
        expect([code, out]).to.deep.equal([1, ''])
        expect(err).to.match(new RegExp(`^the log is not valid: ${at}: .+\n$`))
      })

    it('is refused if turns are missing or it is cut off', async () => {
      const lines = log.split('\n')
      there.write('short.log', [...lines.slice(0, 5), ...lines.slice(-3)].join('\n'))
      expect((await there.village('verify', 'match', 'short.log')).err).to.include(
        'not valid: end: the log ends before the match',
      )
      there.write('cut.log', log.slice(0, -10))
      expect((await there.village('verify', 'match', 'cut.log')).err).to.include('not valid: form: ')
    })
  })

  it('between TypeScript and a folder of several files', async () => {
    const out = well(await here.village(...game, 'b.ts', 'bot/', '--seed', '1'))
    expect(out)
      .to.match(/seat \d {2}b\.ts {2}score/)
      .and.match(/seat \d {2}bot {3}score/)
    expect(out.match(/faults 0/g)).to.have.length(2)
  })

  it('with a web hook, by its address', async () => {
    const hook = await startJsonHook(({ body }) => ({ move: body.argument.validActions?.[0] }))
    hooks.push(hook)
    const out = well(await here.village(...game, hook.url, 'a.js', '--seed', '1', '--log', 'hook.log'))
    expect(out).to.include(`  ${new URL(hook.url).host}  score`)
    expect(hook.requests[0]!.headers['village-key']).to.equal(
      JSON.parse(here.read('hook.log').split('\n').at(-2)!).publicKey,
    )
    expect(well(await there.village('verify', 'match', path.join(here.folder, 'hook.log')))).to.match(/^valid: /)
  })

  it('of snakes with a Battlesnake server, by its address', async () => {
    const hook = await startSnake()
    hooks.push(hook)
    const out = well(
      await here.village(
        'match',
        '--game',
        'snakes',
        hook.url,
        'random',
        '--seed',
        '3',
        '--set',
        'width=7',
        '--set',
        'height=7',
      ),
    )
    expect(out).to.match(/^Snakes, seed 3: 127\.0\.0\.1:\d+ \(seat \d\) wins after /)
    expect(hook.requests.map(({ path }) => path).filter((path) => path !== '/move')).to.deep.equal(['/start', '/end'])
    expect(hook.requests[0]!.body.board).to.include({ width: 7, height: 7 })
  })

  it('is lost at once by a crash if it is sanctioned, and not if it is for practice', async () => {
    const sanctioned = well(await here.village(...game, 'crash.js', 'random', '--seed', '1', '--mode', 'sanctioned'))
    expect(sanctioned).to.match(/: random \(seat \d\) wins after [12] turns\n/)
    expect(sanctioned).to.match(/^ {2}turn [01], crash\.js: crash: .*it broke/m)
    const practice = well(await here.village(...game, 'crash.js', 'random', '--seed', '1'))
    expect(practice.match(/crash\.js: crash: /g)!.length).to.be.at.least(3)
  })

  const refused: [string, string[], RegExp][] = [
    ['a game that is not there', ['match', '--game', 'go', 'random', 'random'], /there is no game "go"/],
    ['too many players', [...game, 'random', 'random', 'random'], /expected 2 entrants/],
    ['a file that is not there', [...game, 'nothing.js', 'random'], /there is nothing at .*nothing\.js/],
    ['a link', [...game, 'link.js', 'random'], /link\.js is a link/],
    ['a folder without an agent', [...game, 'docs', 'random'], /expected .*agent/],
    ['an address that is none', [...game, 'http://', 'random'], /http:\/\/ is no address/],
    [
      'a password in an address',
      [...game, 'http://me:secret@localhost:9/', 'random'],
      /^localhost:9: expected .* without a user name/,
    ],
    [
      'a runtime that is not there',
      [...game, 'a.js', 'random', '--runtime', 'v8'],
      /--runtime: expected quickjs, wasm, runsc, runc, not v8/,
    ],
    [
      'a runtime for another language',
      [...game, 'a.py', 'random', '--runtime', 'quickjs'],
      /nothing here runs python.*needs Docker/,
    ],
    [
      'a setting without a value',
      [...game, 'random', 'random', '--set', 'width'],
      /--set: expected name=value, not "width"/,
    ],
    ['a setting that the game does not have', [...game, 'random', 'random', '--set', 'width=9'], /width/],
    ['a setting out of range', ['match', '--game', 'snakes', 'random', 'random', '--set', 'width=8'], /width: /],
    [
      'another mode',
      [...game, 'random', 'random', '--mode', 'rated'],
      /--mode: expected one of sanctioned, exhibition, sandbox/,
    ],
    [
      'sudden death without an end',
      [...game, 'random', 'random', '--sudden-death', '1e9'],
      /--sudden-death: expected a whole number/,
    ],
    ['a log in a folder that is not there', [...game, 'random', 'random', '--log', 'no/where.log'], /--log: ENOENT/],
    ['a log that is not there', ['verify', 'match', 'nothing.log'], /nothing\.log can't be read/],
  ]
  for (const [what, args, expected] of refused)
    it(`refuses ${what} in a sentence`, async () => {
      const { code, err } = await here.village(...args)
      expect([code, err.trimEnd().split('\n').length], err).to.deep.equal([1, 1])
      expect(err).to.match(expected)
    })
})

/** A line with another hexadecimal digit at a place, counted from its end. */
function another(line: string, at: number): string {
  const place = line.length + at
  return line.slice(0, place) + (line[place] === '0' ? '1' : '0') + line.slice(place + 1)
}
