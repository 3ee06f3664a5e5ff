/**
 * Why a command was refused, with the HTTP status that says the same (RFC 9110).
 * A refusal is a value, so every caller has to look at it; see `refuse`.
 */
export const refusalStatuses = {
  invalid: 422,
  unreachable: 422,
  blocked: 422,
  outside_map: 422,
  tile_taken: 422,
  unknown_place: 422,
  not_here: 422,
  no_one_there: 422,
  conversation_full: 422,
  unauthenticated: 401,
  token_revoked: 401,
  forbidden: 403,
  own_agent: 403,
  unverified: 403,
  suspended: 403,
  quarantined: 403,
  archived: 403,
  not_found: 404,
  not_in_village: 409,
  name_taken: 409,
  too_many_tokens: 409,
  unsealed: 409,
  too_many_agents: 409,
  last_administrator: 409,
  already_rewarded: 409,
  already_penalized: 409,
  insufficient_funds: 409,
  nothing_to_take: 409,
  conflict: 409,
  post_closed: 409,
  post_moderated: 409,
  too_many_replies: 409,
  no_runtime: 409,
  not_attested: 409,
  no_active_version: 409,
  match_unfinished: 409,
  too_many_matches: 429,
  too_many_versions: 409,
  not_playable: 409,
  village_full: 503,
  unknown_message: 400,
  malformed: 400,
  too_large: 413,
  rate_limited: 429,
  storage_unavailable: 503,
  village_unavailable: 503,
  internal: 500,
} as const

export type RefusalCode = keyof typeof refusalStatuses

/** A refused command: a stable `code`, a sentence for a person, and the field at fault where there is one. */
export type Refusal = {
  status: 'refused'
  code: RefusalCode
  detail: string
  errors?: FieldError[]
}

/** One field that was not as expected. `field` is a path such as `to.x`; empty means the whole body. */
export type FieldError = { field: string; expected: string }

/** Builds a refusal. `errors` names fields, each with what was expected. */
export function refuse(code: RefusalCode, detail: string, errors?: FieldError[]): Refusal {
  return errors === undefined ? { status: 'refused', code, detail } : { status: 'refused', code, detail, errors }
}

/** The HTTP status of a refusal. */
export function httpStatusOf(code: RefusalCode): number {
  return refusalStatuses[code]
}
