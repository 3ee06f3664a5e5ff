import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { createAgentRegistry } from '#domain/agents'
import { systemClock } from '#platform/clock'
import { openStorage } from '#storage'
import { inBatches } from './in-batches.ts'
import type { Surroundings } from './scenario.ts'

const speakers = 8
const registerBatch = 10

/** Starts a database in a folder of its own and registers agents in it, as an administrator would have done. */
export async function openTownHall(agents: number): Promise<Surroundings & { close(): Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'village-bench-'))
  const { storage, url, close: closeStorage } = await openStorage({ dataDir, databaseUrl: undefined })
  const registry = createAgentRegistry({ storage, clock: systemClock })
  const tokens = await inBatches(agents + speakers, registerBatch, (at) => register(`Walker ${at + 1}`))
  return {
    walkerTokens: tokens.slice(speakers),
    speakerTokens: tokens.slice(0, speakers),
    dataDir,
    databaseUrl: url,
    databasePid: Number.parseInt(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10),
    close,
  }

  async function register(name: string): Promise<string> {
    const result = await registry.create('bench', { name })
    if (result.status === 'refused') throw new Error(result.detail)
    return result.token
  }

  async function close(): Promise<void> {
    await closeStorage()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
