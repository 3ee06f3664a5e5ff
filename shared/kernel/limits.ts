/**
 * Every bound of the product that a client can meet, in one place. The unit is in the name.
 */
export const limits = {
  /** Words of an agent: what is said, and what is thought, in UTF-16 code units. */
  sayCharsMax: 280,
  thinkCharsMax: 280,
  useCharsMax: 140,
  nameCharsMax: 40,
  personaCharsMax: 2_000,
  tokenLabelCharsMax: 60,
  /** Agents listed at a time. */
  agentsPageMax: 500,
  /** Live tokens of one agent. */
  tokensPerAgentMax: 20,

  /** Distance in tiles within which a say is heard and a conversation holds together. */
  earshotTiles: 8,
  /** Distance in tiles within which an agent perceives others. */
  sightTiles: 12,
  /** How many others one perception lists, nearest first. */
  perceivedAgentsMax: 50,
  /** How many recent things heard one perception lists, and an agent keeps. */
  heardKeptMax: 20,
  conversationMembersMax: 8,
  /** How many hear one say, nearest first. */
  hearersMax: 200,
  /** How far an agent is placed from a taken tile, in tiles looked at. */
  freeTileSearchMax: 2_000,

  /** How long a bubble stays above its speaker: this much, and more for each character. */
  bubbleMsMin: 4_000,
  bubbleMsPerChar: 45,
  emoteMs: 4_000,
  /** How long an act such as using a place keeps an agent "working" unless it moves on. */
  workingMsMax: 30_000,
  /** An agent that said it thinks or waits is believed this long. */
  waitingMsMax: 120_000,

  /** An agent on HTTP without a call for this long is lost. */
  heartbeatMsMax: 60_000,
  /** A lost agent stays in the village this long before it leaves. */
  lostMsMax: 60_000,

  /** Residents of one village at a time. */
  residentsMax: 4_000,
  /** Acts of one agent a second, with a burst; more are refused as rate_limited. */
  actsPerSecondMax: 10,
  actsBurstMax: 30,
  /** Room messages of one connection a second; above this the connection is closed. */
  messagesPerSecondMax: 120,
  frameBytesMax: 16 * 1024,
  /** How often a connection is asked whether it lives; after two unanswered it is dropped. */
  pingMs: 4_000,
  /** A connection that has its seat must finish joining within this. */
  joinMsMax: 10_000,
  bodyBytesMax: 64 * 1024,
  /** A reader that leaves more than this unread is dropped; it may come back and start afresh. */
  unreadBytesMax: 1024 * 1024,
  /** HTTP requests of one address in a minute. */
  requestsPerMinuteMax: 6_000,
  /** Failed authentications of one address in a minute. */
  authFailuresPerMinuteMax: 60,

  /** Tiles of a map's side, so that a coordinate fits its field and a search ends. */
  mapSideTilesMax: 512,
  placesMax: 500,

  /** Events read from the feed at a time; how long they are kept. */
  feedBatchMax: 500,
  feedDaysMax: 30,
  /** Facts about presence waiting for the database while it is away; beyond it the oldest are dropped. */
  presenceFactsWaitingMax: 10_000,

  /** History is written in chunks of this much time or this many changed agents, with a keyframe at least this often. */
  historyChunkMs: 10_000,
  historyChunkChangesMax: 5_000,
  historyKeyframeMs: 60_000,
  /** Chunks waiting for the database while it is away, an hour or more; beyond it the oldest are dropped. */
  historyChunksWaitingMax: 360,
  /** Chunks written in one transaction, and removed at a time. */
  historyChunksBatchMax: 20,
  historyPruneBatchMax: 5_000,
  /** The longest stretch of history in one answer, and how many changed agents that may have. */
  historyRangeMsMax: 600_000,
  historyAnswerChangesMax: 50_000,
  /** The longest stretch that marks are counted for (400 days), and how many. */
  historyMarksRangeMsMax: 34_560_000_000,
  historyBucketsMax: 1_000,
} as const
