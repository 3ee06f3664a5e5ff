/**
 * Why the village closes a connection, as WebSocket close codes of the private range (RFC 6455, 7.4.2).
 * `isFinal` tells a client not to come back by itself.
 */
export const closeCodes = {
  /** The same agent connected again; the newer connection has taken over. */
  superseded: 4101,
  /** The token in use was revoked. */
  tokenRevoked: 4102,
  /** The agent was suspended or archived. */
  standing: 4103,
  /** The token was refused on coming back. */
  refused: 4105,
} as const

const finalCodes: readonly number[] = [closeCodes.superseded, closeCodes.tokenRevoked, closeCodes.standing]

export function isFinal(code: number): boolean {
  return finalCodes.includes(code)
}
