import { readFileSync } from 'node:fs'
import * as path from 'node:path'
import type { Command } from 'commander'
import type { Config } from '#config'
import { verifyLedger } from '#domain/ledger'
import { formatAmount } from '#kernel/money'
import type { Receipt } from '#proof/receipt'
import { verifyLog } from '#match/verify'
import { verifyReceipt } from '#proof/verify-receipt'
import { nodeHash } from '#platform/node-hash'
import { atOffice, CommandFailure, type Office } from './office.ts'
import { outcomeOf } from './result-lines.ts'

type Print = (line: string) => void

/** Adds `verify …` to the command line: what can be checked by anyone who does not believe it. */
export function addVerifyCommands(program: Command, config: Config, print: Print): void {
  const verify = program.command('verify').description('check the books')

  verify
    .command('ledger')
    .description('work out every balance, hold, hash and signature anew from the tables')
    .action(() => atOffice(config, (office) => ledger(office, print)))

  verify
    .command('receipt <file>')
    .description('check a receipt, without a database')
    .option('--key <key...>', 'only these public keys are trusted, in hexadecimal')
    .action((file: string, { key }: { key?: string[] }) => receipt(file, key, print))

  verify
    .command('match <file>')
    .description('play a match again from its log alone, without a database; every line must come out the same')
    .option('--key <key...>', 'only these public keys are trusted, in hexadecimal')
    .action((file: string, { key }: { key?: string[] }) => match(file, key, print))
}

async function ledger({ storage }: Office, print: Print): Promise<void> {
  const faults = await verifyLedger(storage.database)
  for (const { fault, row, detail } of faults) print(`${fault}\t${row}\t${detail}`)
  if (faults.length > 0) throw new CommandFailure(`the ledger is not sound: ${faults.length} faults`)
  print('the ledger is sound')
}

async function receipt(given: string, trusted: string[] | undefined, print: Print): Promise<void> {
  const result = await verifyReceipt(readJson(given), trusted)
  if (result.status === 'faulty') throw new CommandFailure(`the receipt is not valid: ${result.check} does not hold`)
  print(describe(result.receipt))
}

async function match(given: string, trusted: string[] | undefined, print: Print): Promise<void> {
  const result = await verifyLog(readText(given), { trusted, hash: nodeHash })
  if (result.status === 'faulty') {
    const where = typeof result.at === 'number' ? `turn ${result.at}` : result.at
    throw new CommandFailure(`the log is not valid: ${where}: ${result.detail}`)
  }
  const { header, end, head, publicKey } = result
  const signature = publicKey === null ? 'not signed' : `signed with ${publicKey}`
  print(`valid: ${header.game}, ${outcomeOf(header, end)} after ${end.turns} turns, head ${head}, ${signature}`)
}

function readJson(given: string): unknown {
  try {
    return JSON.parse(readText(given))
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure(`${given} can't be read: ${(error as Error).message}`)
  }
}

function readText(given: string): string {
  // npm runs scripts in the repository; the file is named from where the person stands.
  const file = path.resolve(process.env.INIT_CWD ?? '.', given)
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CommandFailure(`${file} can't be read: ${(error as Error).message}`)
  }
}

function describe({ transfer, batch, publicKey }: Receipt): string {
  const { kind, debit, credit, currency, amount, at } = transfer
  const what = `${kind} of ${formatAmount(currency, BigInt(amount))} ${currency} from ${debit} to ${credit} at ${at}`
  return `valid: ${what}, batch ${batch.number}, signed with ${publicKey}`
}
