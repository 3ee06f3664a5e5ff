import { expect } from 'chai'
import { migrations } from '#migrations'
import { createDatabase, migrate } from '#platform/database'
import { tables } from '#tables'
import { newDatabase, openDatabase, query } from '#test/support/cluster'

describe('the migrations', () => {
  it('make exactly the tables that the code knows', async () => {
    const opened = await openDatabase(await newDatabase())
    const differences = await opened.storage.database.driver.createSchemaBuilder().log()
    await opened.close()
    expect(differences.upQueries.map((statement) => statement.query)).to.deep.equal([])
  })

  it('can be taken back, all of them, and leave nothing', async () => {
    const url = await newDatabase()
    const database = await createDatabase(url, tables, migrations).initialize()
    for (let count = 0; count < migrations.length; count++) await database.undoLastMigration()
    const left = `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migrations'
      union select proname from pg_proc where pronamespace = 'public'::regnamespace`
    expect(await query(url, left)).to.deep.equal([])
    await migrate(database)
    expect(await query(url, left)).not.to.deep.equal([])
    await database.destroy()
  })

  it('run once when several processes start together', async () => {
    const url = await newDatabase()
    const bare = await createDatabase(url, tables, migrations).initialize()
    for (let count = 0; count < migrations.length; count++) await bare.undoLastMigration()
    await bare.destroy()
    const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase(url)))
    const [row] = await query<{ n: number }>(url, 'select count(*)::int as n from migrations')
    await Promise.all(opened.map((one) => one.close()))
    expect(row!.n).to.equal(migrations.length)
  })
})
