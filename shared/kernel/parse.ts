import { refuse, type FieldError, type Refusal } from './refusal.ts'

/** The part of a schema library that is needed here, so that the kernel depends on none (Standard Schema, zod). */
export type Parser<T> = {
  safeParse(input: unknown): { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } }
}

type Issue = { path: readonly PropertyKey[]; message: string }

/** Checks input against a schema. Refuses as `invalid`, naming each field and what was expected of it. */
export function parse<T>(parser: Parser<T>, input: unknown): { status: 'parsed'; value: T } | Refusal {
  const result = parser.safeParse(input)
  if (result.success) return { status: 'parsed', value: result.data }
  const errors = result.error.issues.map(toFieldError)
  return refuse('invalid', errors.map(describe).join('; '), errors)
}

function toFieldError(issue: Issue): FieldError {
  return { field: issue.path.map(String).join('.'), expected: issue.message }
}

function describe(error: FieldError): string {
  return error.field === '' ? error.expected : `${error.field}: ${error.expected}`
}
