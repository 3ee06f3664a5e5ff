import { expect } from 'chai'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { AgentId } from '#kernel/ids'
import fc from 'fast-check'
import { makeTarGz, makeZip, pushed } from '#test/support/archives'
import { openTestCompetitors, type TestCompetitors } from '#test/support/competitors'

const files = [
  { path: 'agent.js', content: 'export default {}\n'.repeat(20) },
  { path: `${'long/'.repeat(25)}ü.json`, content: '{}' },
  { path: 'empty', content: '' },
]

/** Writes bytes over an archive at places of its length. */
function damage(archive: Buffer, changes: readonly (readonly [number, number])[]): Buffer {
  const damaged = Buffer.from(archive)
  for (const [place, byte] of changes) damaged[Math.floor(place * damaged.length)] = byte
  return damaged
}

describe('damaged archives', () => {
  let town: TestCompetitors
  let tarGz: Buffer

  before(async () => {
    town = await openTestCompetitors()
    tarGz = await makeTarGz(files)
  })
  after(() => town.close())

  const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)), {
    minLength: 1,
    maxLength: 8,
  })
  const ways: [string, (given: readonly (readonly [number, number])[]) => Buffer][] = [
    ['a zip', (given) => damage(makeZip(files), given)],
    ['a gzip', (given) => damage(tarGz, given)],
    ['a tar in a sound gzip', (given) => gzipSync(damage(gunzipSync(tarGz), given))],
  ]

  for (const [what, make] of ways) {
    it(`CO7 ${what} is taken as something or refused with a reason, whatever bytes are changed`, async () => {
      let runs = 0
      let id: AgentId
      const property = fc.asyncProperty(changes, async (given) => {
        // An agent may push only so often in a minute.
        if (runs++ % 25 === 0) id = (await town.agent()).id
        const result = await town.competitors.push('test', id, { game: 'connect-four', ...pushed(make(given)) })
        if (result.status === 'refused') expect(result.code).to.equal('invalid')
        else expect(result.version.bytes).to.be.at.most(10_000)
      })
      // A failure prints the seed and the path to it.
      await fc.assert(property, { numRuns: 250 })
    })
  }
})
