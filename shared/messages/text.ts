import { z } from 'zod'
import { isPlainLine, isPlainText } from '#kernel/text'

/** One line of text that is not blank, of at most `charsMax` UTF-16 code units, without control characters. */
export function line(charsMax: number) {
  return z
    .string()
    .trim()
    .min(1, { error: 'expected text that is not blank' })
    .max(charsMax, { error: `expected at most ${charsMax} characters` })
    .refine(isPlainLine, { error: 'expected text without control characters' })
}

/** As `line`, but with line breaks, and it may be empty. */
export function lines(charsMax: number) {
  return z
    .string()
    .trim()
    .max(charsMax, { error: `expected at most ${charsMax} characters` })
    .refine(isPlainText, { error: 'expected text without control characters' })
}
