import { Foundation1763600000000 } from './0001-foundation.ts'
import { History1763700000000 } from './0002-history.ts'
import { News1763800000000 } from './0003-news.ts'
import { Ledger1763900000000 } from './0004-ledger.ts'
import { Accounts1764000000000 } from './0005-accounts.ts'
import { Board1764100000000 } from './0006-board.ts'
import { Economy1764200000000 } from './0007-economy.ts'
import { Attestations1764300000000 } from './0008-attestations.ts'
import { Competitors1764400000000 } from './0009-competitors.ts'
import { Matches1764500000000 } from './0010-matches.ts'

/** Every migration, oldest first. They run at start; test/platform/migrations.test.ts compares them with the tables. */
export const migrations = [
  Foundation1763600000000,
  History1763700000000,
  News1763800000000,
  Ledger1763900000000,
  Accounts1764000000000,
  Board1764100000000,
  Economy1764200000000,
  Attestations1764300000000,
  Competitors1764400000000,
  Matches1764500000000,
]
