import { writeFileSync } from 'node:fs'
import * as path from 'node:path'
import type { Command } from 'commander'
import type { Config } from '#config'
import { attest, tableOf, type Attestation } from '#domain/attestation'
import type { Runtime } from '#domain/sandbox'
import { systemClock } from '#platform/clock'
import { createLog } from '#platform/log'
import { buildRuntimes } from '#runtimes'
import { CommandFailure } from './office.ts'

type Print = (line: string) => void
type RuntimeName = Config['arena']['runtimes'][number]

const all: readonly RuntimeName[] = ['quickjs', 'wasm', 'runc', 'runsc']

/** Adds `attest`: throws the hostile suite at what runs agents on this machine, without a database. */
export function addAttestCommand(program: Command, config: Config, print: Print): void {
  program
    .command('attest [runtime...]')
    .description(
      `throw the hostile suite at runtimes: ${all.join(', ')}; those of RUNTIMES that are there if none is named`,
    )
    .option('--json <file>', 'where to write all that came of it')
    .action((names: string[], { json }: { json?: string }) => attestHere(config, names, json, print))
}

async function attestHere(config: Config, names: string[], file: string | undefined, print: Print): Promise<void> {
  const unknown = names.find((name) => !all.includes(name as RuntimeName))
  if (unknown !== undefined) throw new CommandFailure(`expected ${all.join(', ')}, not ${JSON.stringify(unknown)}`)
  const wanted = names.length === 0 ? config.arena.runtimes : (names as RuntimeName[])
  const runtimes = buildRuntimes({ ...config.arena, runtimes: wanted }, createLog('info', 'pretty'))
  await runtimes.complete()
  try {
    const attestations = await attestInTurn(runtimes.all)
    for (const line of tableOf(attestations)) print(line)
    if (file !== undefined) writeJson(file, attestations)
    failUnlessHeld(names, attestations)
  } finally {
    await runtimes.stop()
  }
}

// One after the other, so that none takes another's time.
async function attestInTurn(runtimes: readonly Runtime[]): Promise<Attestation[]> {
  const attestations: Attestation[] = []
  for (const runtime of runtimes) attestations.push(await attest(runtime, { clock: systemClock }))
  return attestations
}

function writeJson(file: string, attestations: readonly Attestation[]): void {
  // npm runs scripts in the repository; the file is named from where the person stands.
  writeFileSync(path.resolve(process.env.INIT_CWD ?? '.', file), `${JSON.stringify(attestations, null, 2)}\n`)
}

function failUnlessHeld(names: readonly string[], attestations: readonly Attestation[]): void {
  const missing = names.filter((name) => !attestations.some(({ runtime }) => runtime === name))
  if (missing.length > 0) throw new CommandFailure(`not there: ${missing.join(', ')}`)
  if (attestations.length === 0) throw new CommandFailure('there is no runtime here')
  const weak = attestations.filter(({ holds }) => !holds).map(({ runtime }) => runtime)
  if (weak.length > 0) throw new CommandFailure(`not held by ${weak.join(', ')}`)
}
