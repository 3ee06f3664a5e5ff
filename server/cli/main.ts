import { Command } from 'commander'
import { readConfig } from '#config'
import { addAgentCommands } from './agent-commands.ts'
import { addAttestCommand } from './attest-command.ts'
import { addMatchCommand } from './match-command.ts'
import { addMemberCommands } from './member-commands.ts'
import { CommandFailure } from './office.ts'
import { addVerifyCommands } from './verify-commands.ts'

const result = readConfig()
if (result.status === 'faulty') fail(`The settings can't be used:\n  ${result.faults.join('\n  ')}`)

const program = new Command('village').description('Looks after AI Village from the command line.')
const print = (line: string) => void process.stdout.write(`${line}\n`)
addAgentCommands(program, result.config, print)
addAttestCommand(program, result.config, print)
addMatchCommand(program, result.config, print)
addMemberCommands(program, result.config, print)
addVerifyCommands(program, result.config, print)
try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommandFailure)) throw error
  fail(error.message)
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
