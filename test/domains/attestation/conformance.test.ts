import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { attest, casesFor, suite, tableOf, type Attestation } from '#domain/attestation'
import { createModuleRuntime } from '#domain/modules'
import { createQuickJsRuntime } from '#domain/quickjs'
import { type Runtime, type RuntimeId } from '#domain/sandbox'
import { systemClock } from '#platform/clock'
import { skipWithoutDocker, startContainers } from '#test/support/docker'

const runtimes: Record<RuntimeId, (suite: Mocha.Context) => Promise<Runtime>> = {
  quickjs: async () => createQuickJsRuntime(),
  wasm: async () => createModuleRuntime(),
  runc: (context) => startWithDocker(context, 'runc'),
  runsc: (context) => startWithDocker(context, 'runsc'),
}

describe('the hostile suite', () => {
  const attestations: Attestation[] = []
  after(() => {
    if (attestations.length > 0) process.stdout.write(`${tableOf(attestations).join('\n')}\n`)
  })

  for (const [id, start] of Object.entries(runtimes)) {
    it(`AT4 is held by ${id}, every case of it`, async function () {
      this.timeout(600_000)
      const runtime = await start(this)
      try {
        const attestation = await attest(runtime, { clock: systemClock })
        attestations.push(attestation)
        const faults = attestation.cases.filter(({ outcome }) => outcome !== 'held')
        expect(faults.map(({ language, name, detail }) => `${language}/${name}: ${detail}`)).to.deep.equal([])
        expect(attestation).to.include({ runtime: id, outcome: 'held', holds: true })
        expect(attestation.cases).to.have.length(casesFor(runtime, suite).length)
      } finally {
        await runtime.stop()
      }
    })
  }

  it('has a case for every program but the sane ones, under one name each', () => {
    const named = suite.map(({ language, name }) => `${language}/${name}`)
    const languages = [...new Set(suite.map(({ language }) => language))]
    const programs = languages.flatMap((language) => programsOf(language).map((name) => `${language}/${name}`))
    expect(named.toSorted()).to.deep.equal(programs.toSorted())
  })

  it('has modules that are what their sources come to', async () => {
    const build = fileURLToPath(new URL('build.ts', folder))
    expect(await promisify(execFile)(process.execPath, [build, '--check'])).to.include({ stdout: '' })
  })
})

const folder = new URL('../../../deploy/hostile/', import.meta.url)

function programsOf(language: string): string[] {
  const names = readdirSync(new URL(language, folder)).map((file) => path.parse(file).name)
  return [...new Set(names)].filter((name) => name !== 'sane')
}

async function startWithDocker(context: Mocha.Context, id: 'runc' | 'runsc'): Promise<Runtime> {
  await skipWithoutDocker(context, id)
  return startContainers({ id })
}
