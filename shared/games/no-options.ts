import { z } from 'zod'

/** For games in which nothing can be set. */
export const noOptions = z.strictObject({})
export type NoOptions = z.infer<typeof noOptions>
