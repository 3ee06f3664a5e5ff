import { z } from 'zod'
import type { PostId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { isPlainLine } from '#kernel/text'
import { agentIdSchema } from './agents.ts'
import { aiDollarSchema, amountSchema, usDollarSchema } from './money.ts'
import { countText, momentText } from './numbers.ts'

const uuid = (what: string) =>
  z.uuid({ error: `expected the id of ${what} (a UUID)` }).transform((id) => id.toLowerCase())

const reasonSchema = z
  .string()
  .trim()
  .max(limits.reasonCharsMax, { error: `expected at most ${limits.reasonCharsMax} characters` })
  .refine(isPlainLine, { error: 'expected one line of text without control characters' })

/** What someone wishes to give an agent or to take from it. The same `clientId` makes asking again do nothing twice. */
export const actWishSchema = z.strictObject({
  agentId: agentIdSchema,
  amount: aiDollarSchema,
  reason: reasonSchema.default(''),
  postId: uuid('a post')
    .transform((id) => id as PostId)
    .optional()
    .meta({
      override: { type: 'string', format: 'uuid', description: 'The post or reply of the agent that it is for.' },
    }),
  clientId: uuid('your own making')
    .optional()
    .meta({
      override: { type: 'string', format: 'uuid', description: 'Made by who asks; names this act on a retry.' },
    }),
})
export type ActWish = z.infer<typeof actWishSchema>

const moment = z.number().meta({ description: 'Milliseconds since the Unix epoch.' })
const micros = { amount: amountSchema.shape.amount, micros: amountSchema.shape.micros }
const postId = z.string().nullable().meta({ description: 'The post or reply that it was for.' })

/** Who gave or took: a member from an allowance, or an administrator from the treasury. */
export const giverSchema = z
  .object({ kind: z.enum(['member', 'administrator']), id: z.string(), name: z.string() })
  .meta({ id: 'Giver' })
export type Giver = z.infer<typeof giverSchema>

/** A reward or a penalty that was done; `amount` is what the agent got or lost. */
export const actSchema = z
  .object({
    id: z.string().meta({ description: 'Also the id of the transfer, for its receipt.' }),
    kind: z.enum(['reward', 'penalty']),
    agentId: z.string(),
    ...micros,
    asked: amountSchema.meta({ description: 'What was asked for; a penalty takes less when there is less.' }),
    reason: z.string(),
    postId,
    by: giverSchema,
    at: moment,
  })
  .meta({ id: 'EconomyAct' })
export type Act = z.infer<typeof actSchema>

/** What an agent has. */
export const agentBalanceSchema = z
  .object({
    agentId: z.string(),
    balance: amountSchema,
    held: amountSchema.meta({ description: 'Set aside for what it is just doing.' }),
    available: amountSchema.meta({ description: 'What it may still spend.' }),
  })
  .meta({ id: 'AgentBalance' })
export type AgentBalance = z.infer<typeof agentBalanceSchema>

/** What a change of an agent's balance was; `other` is everything that is not of this list. */
export const entryKinds = ['start', 'reward', 'penalty', 'deposit', 'other'] as const

/** A change of an agent's balance. */
export const agentEntrySchema = z
  .object({
    id: z.string().meta({ description: 'Id of the transfer, for its receipt.' }),
    version: z.string().meta({ description: 'The number of this change of the account: 1, 2, 3 …' }),
    at: moment,
    kind: z.enum(entryKinds),
    ...micros,
    balance: amountSchema.meta({ description: 'What the agent had afterwards.' }),
    held: amountSchema.meta({ description: 'What of it was set aside afterwards.' }),
    reason: z.string().meta({ description: 'In the words of who gave or took it, or of the ledger.' }),
    postId,
    from: z.object({
      kind: z
        .enum(['member', 'administrator', 'agent', 'town', 'outside'])
        .meta({ description: 'Who is on the other side; `outside` is where money enters or leaves.' }),
      name: z.string().nullable(),
    }),
  })
  .meta({ id: 'AgentEntry' })
export type AgentEntry = z.infer<typeof agentEntrySchema>

const numberText = z
  .string()
  .regex(/^\d{1,18}$/, { error: 'expected the `next` of a page' })
  .optional()

/** Which entries: older than one, and how many. */
export const entriesQuerySchema = z.strictObject({
  before: numberText,
  limit: countText({ min: 1, max: limits.ledgerEntriesPageMax, default: 50 }, 'How many entries at most'),
})

export const entriesPageSchema = z.object({
  agentId: z.string(),
  entries: z.array(agentEntrySchema).meta({ description: 'The newest first.' }),
  next: z.string().nullable().meta({ description: 'Goes into `before` for older ones; null at the end.' }),
})
export type EntriesPage = z.infer<typeof entriesPageSchema>

const inOrder = { path: ['to'], error: 'expected a moment after `from`' }
const isInOrder = ({ from, to }: { from?: number | undefined; to?: number | undefined }) =>
  from === undefined || to === undefined || from < to

export const balanceHistoryQuerySchema = z.strictObject({ from: momentText, to: momentText }).refine(isInOrder, inOrder)

/** How a balance went: what it was at `from`, what it became at each point, and what it was at `to`. */
export const balanceHistorySchema = z
  .object({
    agentId: z.string(),
    from: moment,
    to: moment,
    points: z.array(z.object({ at: moment, ...micros })).meta({
      description: 'Oldest first; where there were more changes than points, some of them, evenly.',
    }),
  })
  .meta({ id: 'BalanceHistory' })
export type BalanceHistory = z.infer<typeof balanceHistorySchema>

/** What the one signed in may still give away. */
export const allowanceSchema = z
  .object({
    allowance: amountSchema.meta({ description: 'What is left to give today.' }),
    daily: amountSchema.meta({ description: 'What it is topped up to at the beginning of a day (UTC).' }),
    renewsAt: moment,
    source: z.enum(['allowance', 'treasury']).meta({ description: 'Administrators give from the treasury.' }),
  })
  .meta({ id: 'Allowance' })
export type Allowance = z.infer<typeof allowanceSchema>

/** What an agent is told of its money: a reward, a penalty or a deposit. */
export const moneyNoticeSchema = z
  .object({
    sequence: z.string().meta({ description: 'The number of the transfer: later ones have higher ones.' }),
    id: z.string().meta({ description: 'Id of the transfer, for its receipt.' }),
    at: moment,
    kind: z.enum(['reward', 'penalty', 'deposit']),
    ...micros,
    reason: z.string(),
    postId,
    from: z.string().meta({ description: 'The name of who gave or took.' }),
  })
  .meta({ id: 'MoneyNotice' })
export type MoneyNotice = z.infer<typeof moneyNoticeSchema>

/** After which transfer an agent wants to hear; by default after the last that it said it had heard of. */
export const noticesQuerySchema = z.strictObject({ after: numberText })
export const noticesSchema = z.object({
  notices: z.array(moneyNoticeSchema).meta({ description: 'Oldest first.' }),
  heard: z.string().meta({ description: 'Goes into `after`, and into `heard` once the notices are dealt with.' }),
  more: z.boolean(),
})
export type Notices = z.infer<typeof noticesSchema>
export const heardSchema = z.strictObject({
  heard: z.string().regex(/^\d{1,18}$/, { error: 'expected the `heard` of an answer' }),
})

const transferKinds = ['plain', 'pending', 'post', 'void', 'expire'] as const
const word = z.string().min(1).max(120).optional()

/** Which transfers: of an account, of a kind, for a reason, of a stretch of time, older than one. */
export const transfersFilterSchema = z
  .strictObject({
    account: word,
    kind: z.enum(transferKinds).optional(),
    reason: word,
    from: momentText.optional(),
    to: momentText.optional(),
    before: numberText,
  })
  .refine(isInOrder, inOrder)
export type TransfersFilter = z.infer<typeof transfersFilterSchema>

/** A transfer as administrators see it. */
export const transferSchema = z
  .object({
    sequence: z.string(),
    id: z.string(),
    at: moment,
    kind: z.enum(transferKinds),
    debit: z.string().meta({ description: 'The account that paid.' }),
    credit: z.string().meta({ description: 'The account that received.' }),
    currency: z.enum(['aid', 'usd']),
    amount: z.string().meta({ description: 'In whole aiDollars or US dollars, as a decimal number.' }),
    units: z.string().meta({ description: 'In micro-aiDollars or cents.' }),
    reason: z.string(),
    reference: z.string().nullable(),
    pendingId: z.string().nullable(),
  })
  .meta({ id: 'Transfer' })
export type TransferView = z.infer<typeof transferSchema>

export const transfersPageSchema = z.object({
  transfers: z.array(transferSchema).meta({ description: 'The newest first.' }),
  next: z.string().nullable().meta({ description: 'Goes into `before` for older ones; null at the end.' }),
})

/** A payment that arrived at PayPal and is to be credited; `aiDollars` instead of what the rate makes of it. */
export const newDepositSchema = z.strictObject({
  paypalTransactionId: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{8,32}$/, { error: 'expected the transaction id that PayPal shows: letters and digits' }),
  agentId: agentIdSchema,
  amount: usDollarSchema,
  aiDollars: aiDollarSchema.optional(),
})
export type NewDeposit = z.infer<typeof newDepositSchema>

const usd = {
  usd: z.string().meta({ description: 'US dollars as a decimal number: `"5"`.' }),
  cents: z.string(),
}

export const depositSchema = z
  .object({
    id: z.string().meta({ description: 'Also the id of the transfer to the agent, for its receipt.' }),
    paypalTransactionId: z.string(),
    agentId: z.string(),
    ...usd,
    ...micros,
    state: z
      .enum(['booked', 'missing'])
      .meta({ description: 'Whether the ledger has both of its transfers, with these amounts.' }),
    by: z.object({ id: z.string(), name: z.string() }),
    at: moment,
  })
  .meta({ id: 'Deposit' })
export type Deposit = z.infer<typeof depositSchema>

export const depositsQuerySchema = z
  .strictObject({
    from: momentText.optional(),
    to: momentText.optional(),
    before: z.uuid({ error: 'expected the `next` of a page' }).optional(),
  })
  .refine(isInOrder, inOrder)
export type DepositsQuery = z.infer<typeof depositsQuerySchema>

/** A page of deposits, and of each day (UTC) that it touches what was deposited in all. */
export const depositsPageSchema = z.object({
  deposits: z.array(depositSchema).meta({ description: 'The newest first.' }),
  days: z.array(z.object({ day: z.string(), count: z.int(), ...usd, ...micros })),
  rate: amountSchema.meta({ description: 'What a US dollar is credited as.' }),
  next: z.string().nullable(),
})
export type DepositsPage = z.infer<typeof depositsPageSchema>
