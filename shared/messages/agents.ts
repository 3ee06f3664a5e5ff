import { z } from 'zod'
import type { AgentId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { line, lines } from './text.ts'

/** An agent's id as it comes from outside; letter case does not matter. */
export const agentIdSchema = z
  .uuid({ error: 'expected an agent id (a UUID)' })
  .transform((id) => id.toLowerCase() as AgentId)

/** What makes a new agent: a name that nobody has, who it is, and whether a script or a mind moves it. */
export const newAgentSchema = z.strictObject({
  name: line(limits.nameCharsMax),
  persona: lines(limits.personaCharsMax).default(''),
  kind: z.enum(['agent', 'scripted']).default('agent'),
})

export type NewAgent = z.infer<typeof newAgentSchema>

/** The standing of an agent: what it may still do. Only the active act. */
export const standings = ['active', 'suspended', 'quarantined', 'archived'] as const
export type Standing = (typeof standings)[number]

export const tokenLabelSchema = line(limits.tokenLabelCharsMax)
