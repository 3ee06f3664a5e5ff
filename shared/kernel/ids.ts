declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** Names one agent for ever: a UUIDv7 in lower case. */
export type AgentId = Branded<'AgentId'>

/** Names one member, a person with an account, for ever: a UUIDv7 in lower case. */
export type MemberId = Branded<'MemberId'>

/** Names one token of an agent; the token itself is a secret and is never an id. */
export type TokenId = Branded<'TokenId'>

/** Names one place of the map, as its Tiled object is named: `square`, `home-1`. */
export type PlaceId = Branded<'PlaceId'>

/** Names one conversation for as long as it lasts: a UUIDv7. */
export type ConversationId = Branded<'ConversationId'>

/** Names one account of the ledger: a UUID made from its name. */
export type AccountId = Branded<'AccountId'>

/** Names one transfer for ever: a UUID made by who asks for it, so that asking again does nothing twice. */
export type TransferId = Branded<'TransferId'>

/** Names one post on the bulletin board for ever: a UUIDv7. */
export type PostId = Branded<'PostId'>

/** Names one reply to a post for ever: a UUIDv7. */
export type ReplyId = Branded<'ReplyId'>

/** Names one version of the code that an agent competes with, for ever: a UUIDv7. */
export type VersionId = Branded<'VersionId'>

/** Names one attestation of a runtime for ever: a UUIDv7. */
export type AttestationId = Branded<'AttestationId'>

/** Names one match for ever: a UUIDv7. */
export type MatchId = Branded<'MatchId'>

/** Position of an event in the feed: 1, 2, 3 … without gaps, in commit order. */
export type FeedPosition = number
