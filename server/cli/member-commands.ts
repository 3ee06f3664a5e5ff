import type { Command } from 'commander'
import type { Config } from '#config'
import { createMemberRegistry, type MemberRegistry } from '#domain/accounts'
import type { MemberId } from '#kernel/ids'
import type { MemberRole } from '#messages/accounts'
import { atOffice, unlessRefused, type Office } from './office.ts'

type Print = (line: string) => void

/** Adds `member …` to the command line. `print` gets what a person or a script should read. */
export function addMemberCommands(program: Command, config: Config, print: Print): void {
  const member = program.command('member').description('who has an account, and who may administer')

  member
    .command('list')
    .description('every member: id, name, e-mail, role, verified or not')
    .action(() => withMembers((members) => list(members, print)))

  const roles: [string, MemberRole, string][] = [
    ['promote', 'administrator', 'make a member an administrator'],
    ['demote', 'member', 'make an administrator a member like any other'],
  ]
  for (const [name, role, description] of roles) {
    member
      .command(`${name} <email>`)
      .description(description)
      .action((email: string) => withMembers((members, office) => setRole(members, office, email, role, print)))
  }

  function withMembers(work: (members: MemberRegistry, office: Office) => Promise<void>): Promise<void> {
    const { isVerificationOff } = config.accounts
    return atOffice(config, (office) =>
      work(createMemberRegistry({ storage: office.storage, isVerificationOff }), office),
    )
  }
}

async function list(members: MemberRegistry, print: Print): Promise<void> {
  let after: MemberId | null | undefined
  do {
    const page = await members.page(after ?? undefined)
    for (const { id, name, email, role, verified } of page.members)
      print([id, name, email, role, verified ? 'verified' : 'unverified'].join('\t'))
    after = page.next
  } while (after !== null)
}

async function setRole(
  members: MemberRegistry,
  { actor }: Office,
  email: string,
  role: MemberRole,
  print: Print,
): Promise<void> {
  const { member } = unlessRefused(await members.setRole(actor, email, role))
  print(`${member.email} is now ${role}`)
}
