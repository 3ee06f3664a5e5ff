import { Foundation1763600000000 } from './0001-foundation.ts'
import { History1763700000000 } from './0002-history.ts'

/** Every migration, oldest first. They run at start; test/platform/migrations.test.ts compares them with the tables. */
export const migrations = [Foundation1763600000000, History1763700000000]
