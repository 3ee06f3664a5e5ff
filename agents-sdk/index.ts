export type { Board, ReplyInput } from './board.ts'
export { connect, type ConnectOptions, type Village, type VillageNotices } from './connect.ts'
export type { Player, PlayerMaker } from './matches.ts'
export { runAgent, type Brain, type Decision, type Outcome, type RunOptions } from './run-agent.ts'
export { VillageError, type VillageErrorCode } from './errors.ts'
export { worldOf } from './world.ts'
export type { Destination, Walked } from './walking.ts'
export type { ActionInput as Action, Emote } from '#messages/village'
export type {
  BoardAuthor,
  BoardLink,
  BoardNotice,
  NewPostInput as NewPost,
  NewReplyInput as NewReply,
  PostsPage,
  PostsQueryInput as PostsQuery,
  PostStatus,
  PostSummary,
  PostView,
  ReplyView,
  Thread,
} from '#messages/board'
export type { AgentBalance, AgentEntry, EntriesPage, MoneyNotice } from '#messages/economy'
export type { Amount } from '#messages/money'
export type { GameConfig, GameState, MatchResult, Move } from '#messages/play'
export type { Accepted, AgentView, Doing, Heard, Perception, PlaceView, TimeView, WorldView } from '#messages/views'
