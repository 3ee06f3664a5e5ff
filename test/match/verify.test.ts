import { expect } from 'chai'
import { generateKeyPairSync, sign } from 'node:crypto'
import { games } from '#games'
import { hashText } from '#match/hash'
import { randomCompetitor } from '#match/random'
import { signLog, signedText, verifyLog } from '#match/verify'
import { competitorOf, playMatch, setupOf } from '#test/support/match'
import { withRandom } from '#test/support/random'

const log = await chancyLog('connect-four')

describe('a log', () => {
  for (const { id } of games)
    it(`of ${id}, played again from itself alone, comes out the same`, async () => {
      const text = await chancyLog(id)
      const result = await verifyLog(text)
      expect(result).to.include({ status: 'valid', publicKey: null })
      expect(result.status === 'valid' && result.end.turns).to.equal(text.split('\n').length - 4)
    })

  it('with any one byte changed is refused, and a changed turn is named', async () => {
    const lines = log.split('\n')
    for (let at = 0; at < log.length; at++) {
      const changed = `${log.slice(0, at)}${other(log[at]!)}${log.slice(at + 1)}`
      const result = await verifyLog(changed)
      expect(result.status, `byte ${at} of ${log}`).to.equal('faulty')
      const line = log.slice(0, at).split('\n').length - 1
      if (line >= 2 && line < lines.length - 2 && log[at] !== '\n')
        expect(result, `byte ${at}`).to.include({ at: line - 2 })
    }
  })

  it('is refused where a line is taken out, put in, doubled or moved', async () => {
    const lines = log.split('\n')
    for (let at = 0; at < lines.length - 1; at++) {
      const without = lines.toSpliced(at, 1)
      const doubled = lines.toSpliced(at, 0, lines[at]!)
      const swapped = lines.toSpliced(at, 2, lines[at + 1]!, lines[at]!)
      for (const changed of [without, doubled, swapped])
        expect(await verifyLog(changed.join('\n')), `line ${at}`).to.include({ status: 'faulty' })
    }
  })

  it('is refused with another secret, also one whose commitment was put in its place', async () => {
    const secret = hashText('a better one')
    const given = JSON.parse(log.split('\n').at(-2)!).secret as string
    expect(await verifyLog(log.replace(given, secret))).to.include({ status: 'faulty', at: 'commitment' })
    const committed = JSON.parse(log.split('\n')[0]!).commitment as string
    const forged = log.replace(given, secret).replace(committed, hashText(`village-secret ${secret}`))
    expect(await verifyLog(forged)).to.include({ status: 'faulty' })
  })

  for (const [what, text] of [
    ['nothing', ''],
    ['no log', 'hello\n'],
    ['half a log', log.slice(0, log.length / 2)],
    ['a list of lists', '[]\n[]\n[]\n[]\n'],
    ['deep lists', `${'['.repeat(100_000)}\n\n\n\n`],
    ['a game that is not known', log.replace('"connect-four"', '"connect-five"')],
    ['another version of the game', log.replace('"gameVersion":1', '"gameVersion":2')],
    ['its start alone', log.split('\n').slice(0, 2).join('\n') + '\n'],
  ] as const)
    it(`that is ${what} is refused, and nothing is thrown`, async () => {
      expect(await verifyLog(text)).to.include({ status: 'faulty' })
    })

  it('shows by whom it was signed, and by whom it was not', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
    const head = JSON.parse(log.split('\n').at(-2)!).head as string
    const signature = sign(null, Buffer.from(signedText(head)), privateKey).toString('hex')
    const signed = signLog(log, { publicKey: raw, signature })
    expect(await verifyLog(signed)).to.include({ status: 'valid', publicKey: raw })
    expect(await verifyLog(signed, { trusted: [raw] })).to.include({ status: 'valid' })
    expect(await verifyLog(signed, { trusted: [hashText('another key')] })).to.include({ at: 'key' })
    expect(await verifyLog(log, { trusted: [raw] })).to.include({ at: 'signature' })
    for (let at = log.length; at < signed.length - 1; at++) {
      const changed = `${signed.slice(0, at)}${other(signed[at]!)}${signed.slice(at + 1)}`
      expect(await verifyLog(changed), `byte ${at}`).to.include({ status: 'faulty' })
    }
  })

  it('of any match by chance, with faults of any kind, comes out the same', () =>
    withRandom(async (random) => {
      for (let round = 0; round < 40; round++) {
        const { id } = random.pick(games)
        const text = await chancyLog(id, `round ${round} ${random.next()}`)
        expect(await verifyLog(text)).to.include({ status: 'valid' })
      }
    }))
})

/** The log of a match between one that plays by chance and one that errs now and then. */
async function chancyLog(game: string, id = 'match-1'): Promise<string> {
  const by = randomCompetitor(`${id} a`)
  const erring = competitorOf((state) =>
    state.turn % 5 === 3
      ? { status: 'fault', verdict: 'timeout', detail: '', fuel: 7, ms: 0 }
      : by.act(state, { msMax: 1, fuelMax: 1 }),
  )
  const setup = setupOf(game, ['a', 'b'], { id, seatedBy: 'seed', suddenDeathMax: 2 })
  return (await playMatch(setup, [erring, randomCompetitor(`${id} b`)])).log
}

function other(character: string): string {
  return character === '1' ? '2' : '1'
}
