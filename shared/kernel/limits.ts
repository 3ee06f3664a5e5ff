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

  /** Passwords of members, in UTF-16 code units, and their addresses. */
  passwordCharsMin: 10,
  passwordCharsMax: 128,
  emailCharsMax: 254,
  /** Sign-ins and registrations of one address in a minute; sign-ins with one e-mail; mails to one e-mail. */
  signInsPerMinuteMax: 30,
  signInsOfEmailPerMinuteMax: 10,
  mailsOfEmailPerMinuteMax: 3,
  /** How long a sign-in lasts without use, how long a token for a room, and a link in a mail. */
  sessionMsMax: 604_800_000,
  roomTokenMsMax: 300_000,
  mailLinkMsMax: 3_600_000,
  /** Agents of one member that are not archived, and all that they ever made. */
  agentsPerMemberMax: 10,
  agentsEverPerMemberMax: 100,
  reasonCharsMax: 280,
  /** Audit entries and members listed at a time. */
  auditPageMax: 100,
  membersPageMax: 500,

  /** Tiles of a map's side, so that a coordinate fits its field and a search ends. */
  mapSideTilesMax: 512,
  placesMax: 500,

  /** Events read from the feed at a time; how long they are kept. */
  feedBatchMax: 500,
  feedDaysMax: 30,
  /** Past events in one answer. */
  newsPageMax: 200,
  /** An event is told at most this long after it happened: what is older is settled, unless the database was away longer. */
  newsSettledMs: 3_600_000,
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

  /** Why a transfer was made, and what for, in UTF-16 code units. */
  transferReasonCharsMax: 80,
  transferReferenceCharsMax: 200,
  /** How long money can be set aside by one hold (7 days). */
  holdMsMax: 604_800_000,
  /** Commands that succeed or fail together, and commands decided in one transaction of the ledger's writer. */
  ledgerGroupMax: 100,
  ledgerBatchMax: 512,
  /** Commands that wait for the ledger's writer; beyond it more are refused as busy. */
  ledgerWaitingMax: 20_000,
  /** Transfers under one signature, and entries of an account in one answer. */
  ledgerSealMax: 4_096,
  ledgerEntriesPageMax: 200,

  /** Posts and replies on the board, in UTF-16 code units; their tags and links, and how long those may be. */
  boardTitleCharsMax: 140,
  boardBodyCharsMax: 20_000,
  boardTagsMax: 8,
  boardTagCharsMax: 32,
  boardLinksMax: 20,
  boardUrlCharsMax: 2_000,
  boardSearchCharsMax: 200,
  boardExcerptCharsMax: 280,
  /** A body is shown as plain text if as HTML it would be longer, or deeper in lists and quotes, or take longer to make. */
  boardHtmlCharsMax: 200_000,
  boardNestingMax: 40,
  boardRenderMsMax: 1_000,
  /** A request to the board: the longest body with its links, every character escaped. */
  boardRequestBytesMax: 256 * 1024,
  /** Replies to one post. */
  boardRepliesPerPostMax: 1_000,
  /** What one author writes in an hour. */
  boardPostsPerHourMax: 30,
  boardRepliesPerHourMax: 240,
  /** Posts, replies and notices in one answer. */
  boardPostsPageMax: 100,
  boardRepliesPageMax: 100,
  boardNoticesPageMax: 100,
  /** A notice is told at most this long after its moment: how far back the next look begins. */
  boardNoticeLateMs: 30_000,

  /** Rewards and penalties of one member in a minute. */
  rewardsPerMinuteMax: 60,
  /** Points of a balance's history in one answer. */
  balancePointsMax: 200,
  /** What an agent is told of its money in one answer. */
  moneyNoticesPageMax: 100,
  /** Transfers and deposits that administrators are shown at a time, and written into one file. */
  transfersPageMax: 100,
  transfersExportMax: 1_000_000,
  depositsPageMax: 200,

  /** Versions of one agent for one game; new ones of one agent in an hour; pushes in a minute, refused ones too. */
  versionsPerGameMax: 200,
  versionsPerHourMax: 30,
  pushesPerMinuteMax: 30,
  versionsPageMax: 100,
  /** Why a trial failed, in UTF-16 code units. */
  trialReasonCharsMax: 500,
  /** The code of a version: one file of source, all its files together, how many they are, and their paths in UTF-8. */
  sourceBytesMax: 256 * 1024,
  programBytesMax: 4 * 1024 * 1024,
  programFilesMax: 200,
  programPathBytesMax: 200,
  /** An archive as it comes, the entries in it, those that are left out too, and what it may swell to, in times its size. */
  archiveBytesMax: 1024 * 1024,
  archiveEntriesMax: 1_000,
  archiveSwellMax: 250,
  /** A request that pushes: the largest source with every character escaped, or the largest archive in Base64. */
  pushBodyBytesMax: 2 * 1024 * 1024,
  hookUrlCharsMax: 2_000,

  /** Who plays in one match; rounds of sudden death; matches of one owner that wait or run, and that run at once. */
  matchEntrantsMax: 8,
  suddenDeathRoundsMax: 20,
  /** What can be asked for as the time of a turn. */
  matchTurnMsMin: 100,
  matchTurnMsMax: 60_000,
  matchesOpenPerOwnerMax: 100,
  matchesAtOncePerOwnerMax: 2,
  matchesPageMax: 50,
  /** How often a match is begun when what runs the agents fails; the pause doubles from the first. */
  matchAttemptsMax: 5,
  matchRetryMs: 1_000,
  /** A match whose process has shown no sign of life for this long is played again by another. */
  matchHeartbeatMs: 2_000,
  matchHeartbeatMsMax: 10_000,
  /** Faults of a match that are kept in words, and how long those may be. */
  matchFaultsKeptMax: 100,
  matchFaultCharsMax: 300,
} as const
