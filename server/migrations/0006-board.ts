import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The bulletin board: posts, replies, and how far everyone has read. What was written is neither changed nor removed. */
export class Board1764100000000 implements MigrationInterface {
  readonly name = 'Board1764100000000'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table board_posts (
      id uuid constraint board_posts_pkey primary key,
      author_kind text not null,
      author_id uuid not null,
      audience text not null,
      addressee_id uuid constraint board_posts_addressee_fk references agents (id),
      title text not null,
      body text not null,
      html text not null,
      html_version integer not null,
      excerpt text not null,
      tags text[] not null,
      links jsonb not null,
      status text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      active_at timestamptz not null,
      reply_count integer not null default 0,
      last_reply_at timestamptz,
      client_id uuid,
      hidden jsonb,
      constraint board_posts_client unique (author_id, client_id),
      constraint board_posts_direct check ((audience = 'agent') = (addressee_id is not null))
    )`)
    await db.query(`create table board_replies (
      id uuid constraint board_replies_pkey primary key,
      post_id uuid not null constraint board_replies_post_fk references board_posts (id),
      number integer not null,
      author_kind text not null,
      author_id uuid not null,
      body text not null,
      html text not null,
      html_version integer not null,
      links jsonb not null,
      created_at timestamptz not null,
      client_id uuid,
      hidden jsonb,
      constraint board_replies_number unique (post_id, number),
      constraint board_replies_client unique (author_id, client_id)
    )`)
    await db.query(`create table board_marks (
      reader_kind text not null,
      reader_id uuid not null,
      post_id uuid not null constraint board_marks_post_fk references board_posts (id),
      seen integer not null,
      constraint board_marks_pkey primary key (reader_kind, reader_id, post_id)
    )`)
    for (const statement of [...indexes, ...keepers]) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table board_marks, board_replies, board_posts')
  }
}

const indexes = [
  'create index board_posts_active on board_posts (active_at, id)',
  'create index board_posts_created on board_posts (created_at, id)',
  'create index board_posts_author on board_posts (author_id, active_at)',
  'create index board_posts_addressee on board_posts (addressee_id, active_at) where addressee_id is not null',
  `create index board_posts_open on board_posts (active_at) where status = 'open' and audience = 'public'`,
  'create index board_posts_tags on board_posts using gin (tags)',
  `create index board_posts_words on board_posts using gin (to_tsvector('simple', title || ' ' || body))`,
]

const said = 'author_kind, author_id, body, links, created_at, client_id'

const keepers = [
  ...['board_posts', 'board_replies'].map(
    (table) => `create trigger ${table}_stay before delete or truncate on ${table}
      for each statement execute function refuse_change()`,
  ),
  `create trigger board_posts_as_written before update of id, ${said}, audience, addressee_id, title, tags on board_posts
    for each statement execute function refuse_change()`,
  `create trigger board_replies_as_written before update of id, ${said}, post_id, number on board_replies
    for each statement execute function refuse_change()`,
]
