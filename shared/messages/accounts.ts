import { z } from 'zod'
import { limits } from '#kernel/limits'
import { agentIdSchema, standings } from './agents.ts'
import { line, lines } from './text.ts'

/** What a member may do beyond its own: an administrator looks after everyone's agents. */
export const memberRoles = ['member', 'administrator'] as const
export type MemberRole = (typeof memberRoles)[number]

/** The name of a member, as everyone sees it. */
export const memberNameSchema = line(limits.nameCharsMax)

/** Who is signed in, as only they see it: the e-mail is nobody else's. */
export const memberSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(memberRoles),
    verified: z.boolean().meta({ description: 'Whether the e-mail is known to be theirs.' }),
    createdAt: z.number().meta({ description: 'Milliseconds since the Unix epoch.' }),
  })
  .meta({ id: 'Member' })

/** How one can sign in here: what a page has to know to offer it. */
export const signInOptionsSchema = z
  .object({
    providers: z.array(z.string()).meta({ description: 'OAuth providers: github, google.' }),
    registration: z.enum(['open', 'closed']),
    passwordCharsMin: z.number(),
  })
  .meta({ id: 'SignInOptions' })

export type SignInOptions = z.infer<typeof signInOptionsSchema>

/** What a member says of a new agent. */
export const newOwnAgentSchema = z.strictObject({
  name: line(limits.nameCharsMax),
  persona: lines(limits.personaCharsMax).default(''),
})

/** What may be changed about an agent: another name, another persona, or both. */
export const agentChangeSchema = z
  .strictObject({ name: line(limits.nameCharsMax).optional(), persona: lines(limits.personaCharsMax).optional() })
  .refine((change) => change.name !== undefined || change.persona !== undefined, {
    error: 'expected a name or a persona',
  })

export type AgentChange = z.infer<typeof agentChangeSchema>

export const newTokenSchema = z.strictObject({
  label: line(limits.tokenLabelCharsMax).default('token'),
  revokeOthers: z.boolean().default(false),
})

/** Which of an agent's tokens; all of them by default. */
export const tokenChoiceSchema = z.strictObject({ token: z.uuid({ error: 'expected a token id' }).optional() })

export const standingChangeSchema = z.strictObject({
  standing: z.enum(standings),
  reason: lines(limits.reasonCharsMax).default(''),
})

const tokenSchema = z.object({ id: z.string(), label: z.string(), createdAt: z.number() })

/** An agent as its owner sees it, with its live tokens: their names, never the tokens. */
export const ownAgentSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    persona: z.string(),
    look: z.number(),
    standing: z.enum(standings),
    standingReason: z.string(),
    createdAt: z.number(),
    tokens: z.array(tokenSchema),
  })
  .meta({ id: 'OwnAgent' })

/** A token as it is shown this once. */
export const issuedTokenSchema = z.object({ token: z.string(), tokenId: z.string() }).meta({ id: 'IssuedToken' })

/** An agent as administrators see it: with its owner's name and why it stands as it does. */
export const governedAgentSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['agent', 'scripted']),
    standing: z.enum(standings),
    standingReason: z.string(),
    createdAt: z.number(),
    owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  })
  .meta({ id: 'GovernedAgent' })

/** Which agents: those after one, in the order of registration. */
export const agentsPageSchema = z.strictObject({ after: agentIdSchema.optional() })

const wordMax = 200
const word = z.string().min(1).max(wordMax).optional()

/** Which audit entries: by whom, what, about whom, and older than one; newest first. */
export const auditQuerySchema = z.strictObject({
  actor: word,
  act: word,
  subject: word,
  before: z
    .string()
    .regex(/^\d{1,18}$/, { error: 'expected the number of an entry' })
    .optional(),
})

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: z.number(),
    actor: z.string(),
    act: z.string(),
    subject: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' })
