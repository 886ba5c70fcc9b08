import { type Kysely, sql } from 'kysely'

/**
 * Tells SQLite that the first column of every index, the petition, is one of
 * few values in a great many rows. Without statistics it takes any first column
 * to be worth ten rows, and reads a whole petition where it should look up two
 * hundred ids. PostgreSQL keeps statistics by itself.
 */
export async function advisePlanner<Schema>(db: Kysely<Schema>): Promise<void> {
  // Of a table with next to nothing in it, because it is the first `analyze` that makes the table of statistics.
  await sql`analyze server`.execute(db)
  await sql`delete from sqlite_stat1`.execute(db)
  await sql`insert into sqlite_stat1 (tbl, idx, stat)
    select tbl_name, name, '1000000 100000' from sqlite_master where type = 'index'`.execute(db)
  await sql`analyze sqlite_master`.execute(db)
}
