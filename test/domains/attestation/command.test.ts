import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Attestation } from '#domain/attestation'
import { newDataDir, removeDataDir } from '#test/support/server'

const script = fileURLToPath(new URL('../../../server/cli/main.ts', import.meta.url))

describe('village attest', () => {
  let folder: string
  before(() => (folder = newDataDir()))
  after(() => removeDataDir(folder))

  it('AT11 prints case by runtime and keeps it in a file, without a database', async function () {
    this.timeout(120_000)
    const { code, out, err } = await village('wasm', '--json', 'found.json')
    expect([code, err]).to.deep.equal([0, ''])
    const lines = out.trimEnd().split('\n')
    expect(lines[0]).to.match(/^ +wasm$/)
    expect(lines).to.include.members(['wasm/unreachable                crash'])
    expect(lines.at(-1)).to.match(/^ +held \d+\.\d s$/)
    const [attestation, ...rest] = JSON.parse(readFileSync(path.join(folder, 'found.json'), 'utf8')) as Attestation[]
    expect(rest).to.deep.equal([])
    expect(attestation).to.include({ runtime: 'wasm', holds: true })
    expect(attestation!.cases).to.have.length(lines.length - 2)
  })

  it('AT11 refuses a runtime that it does not know, and fails where one is not there', async () => {
    expect(await village('v8')).to.deep.equal({
      code: 1,
      out: '',
      err: 'expected quickjs, wasm, runc, runsc, not "v8"\n',
    })
    const absent = await village('runc')
    expect([absent.code, absent.err.trimEnd().split('\n').at(-1)]).to.deep.equal([1, 'not there: runc'])
  })

  function village(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const env = { PATH: process.env.PATH, INIT_CWD: folder, DOCKER_HOST: `unix://${folder}/no.sock`, DATA_DIR: folder }
    return new Promise((resolve) => {
      execFile(process.execPath, [script, 'attest', ...args], { env }, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err })
      })
    })
  }
})
