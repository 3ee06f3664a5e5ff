import type pg from 'pg'
import { limits } from '#kernel/limits'
import { isStorageAway, type Database } from '#platform/database'
import { appendToOutbox } from '#platform/outbox'
import { type Command, idsOf } from './command.ts'
import { factsOf, refuseByWords } from './post.ts'
import * as store from './store.ts'
import type { Verdict } from './verdict.ts'

/** The verdicts on a group; or nothing was done, because too much waits or the database can't be reached. */
export type SubmitResult =
  | { status: 'decided'; verdicts: Verdict[] }
  | { status: 'busy' }
  | { status: 'storage_unavailable' }

/** Carries out commands in transactions of its own: what comes in while one runs shares the next. */
export type LedgerWriter = {
  /**
   * Carries out a command, or a group of them that succeed or fail together. When this resolves the transfer is durable.
   * After `storage_unavailable` it may have been done or not: asking again with the same ids finds out.
   */
  submit(commands: Command | readonly Command[]): Promise<SubmitResult>
}

type Waiting = { group: readonly Command[]; answer(result: SubmitResult): void; fail(error: unknown): void }

const attemptsMax = 5

export function createLedgerWriter({ database }: { database: Database }): LedgerWriter {
  const waiting: Waiting[] = []
  const ask = askClosely(database)
  let waitingCommands = 0
  let isWriting = false
  return { submit }

  function submit(commands: Command | readonly Command[]): Promise<SubmitResult> {
    const group = Array.isArray(commands) ? (commands as readonly Command[]) : [commands as Command]
    const refused = refuseByWords(group)
    if (refused !== undefined) return Promise.resolve({ status: 'decided', verdicts: refused })
    if (waitingCommands + group.length > limits.ledgerWaitingMax) return Promise.resolve({ status: 'busy' })
    return new Promise<SubmitResult>((answer, fail) => {
      waiting.push({ group, answer, fail })
      waitingCommands += group.length
      if (!isWriting) void writeAll()
    })
  }

  async function writeAll(): Promise<void> {
    isWriting = true
    await Promise.resolve() // who asks in the same breath shares the transaction
    while (waiting.length > 0) await write(waiting.splice(0, batchLength(waiting)))
    isWriting = false
  }

  async function write(batch: Waiting[]): Promise<void> {
    try {
      const groups = batch.map(({ group }) => group)
      const verdicts = await patiently(() => writeGroups(groups))
      batch.forEach(({ answer }, at) => answer({ status: 'decided', verdicts: verdicts[at]! }))
    } catch (error) {
      await excuse(batch, error)
    } finally {
      waitingCommands -= commandsIn(batch)
    }
  }

  // What the database can't take must not be the fate of those who happened to share its transaction.
  async function excuse(batch: Waiting[], error: unknown): Promise<void> {
    if (isStorageAway(error)) batch.forEach(({ answer }) => answer({ status: 'storage_unavailable' }))
    else if (batch.length === 1) batch[0]!.fail(error)
    else for (const one of batch) await writeAlone(one)
  }

  async function writeAlone({ group, answer, fail }: Waiting): Promise<void> {
    try {
      const [verdicts] = await patiently(() => writeGroups([group]))
      answer({ status: 'decided', verdicts: verdicts! })
    } catch (error) {
      if (isStorageAway(error)) answer({ status: 'storage_unavailable' })
      else fail(error)
    }
  }

  // One statement is a transaction of its own.
  async function writeGroups(groups: readonly (readonly Command[])[]): Promise<Verdict[][]> {
    const isTold = groups.some((group) => group.some(({ announce }) => announce === true))
    return split(groups, isTold ? await writeAndTell(database, groups) : await store.postAlone(ask, groups))
  }
}

/** How many of those who wait go together: no id twice, since a command must see what an earlier one with it has done. */
function batchLength(waiting: readonly Waiting[]): number {
  const ids = new Set<string>()
  let commands = 0
  for (const [at, { group }] of waiting.entries()) {
    commands += group.length
    const own = group.flatMap(idsOf)
    if (at > 0 && (commands > limits.ledgerBatchMax || own.some((id) => ids.has(id)))) return at
    own.forEach((id) => ids.add(id))
  }
  return waiting.length
}

function commandsIn(batch: readonly Waiting[]): number {
  return batch.reduce((sum, { group }) => sum + group.length, 0)
}

// Asks one thing after another on a connection of the pool, prepared, so that it is parsed once a connection; TypeORM in
// between would cost a single caller a tenth. Who asks again at once finds the connection still taken: to give it back and
// take it anew costs as much as sending the question.
function askClosely({ driver }: Database): store.Ask {
  const { master: pool } = driver as unknown as { master: pg.Pool }
  let taken: pg.PoolClient | undefined
  let leaving: NodeJS.Immediate | undefined
  return ask

  async function ask(text: string, values: unknown[]): Promise<unknown> {
    clearImmediate(leaving)
    taken ??= await take()
    try {
      const { rows } = await taken.query({ name: 'ledger', text, values })
      leaving = setImmediate(giveBack)
      return rows
    } catch (error) {
      giveBack(error as Error)
      throw error
    }
  }

  async function take(): Promise<pg.PoolClient> {
    const client = await pool.connect()
    client.on('error', ignore)
    return client
  }

  function giveBack(error?: Error): void {
    taken!.off('error', ignore)
    taken!.release(error)
    taken = undefined
  }
}

// The pool listens only to connections that nobody has taken; what is asked on a broken one fails by itself.
function ignore(): void {}

function writeAndTell(database: Database, groups: readonly (readonly Command[])[]): Promise<Verdict[]> {
  return database.transaction(async (tx) => {
    const verdicts = await store.postAlone((text, values) => tx.query(text, values), groups)
    await appendToOutbox(tx, ...(await factsOf(tx, groups.flat(), verdicts)))
    return verdicts
  })
}

function split(groups: readonly (readonly Command[])[], verdicts: readonly Verdict[]): Verdict[][] {
  let at = 0
  return groups.map((group) => verdicts.slice(at, (at += group.length)))
}

// A deadlock with a transaction that posts more than once, or an id that someone else used meanwhile: nothing was done, so
// again.
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attemptsMax || !isPassing(error)) throw error
    }
  }
}

function isPassing(error: unknown): boolean {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } }
  return ['40P01', '40001', '23505'].includes(code ?? driverError?.code ?? '')
}
