import { type Kysely, type Migration, type MigrationProvider, Migrator } from 'kysely'
import { migrations } from './migrations.ts'
import type { Database } from './schema.ts'

/**
 * On PostgreSQL the schema is named: without it Kysely takes the note of what
 * was migrated from any schema, such as one that a restore has set aside.
 */
export async function migrate(db: Kysely<Database>, migrationTableSchema?: string): Promise<void> {
  const provider: MigrationProvider = {
    getMigrations: async (): Promise<Record<string, Migration>> => migrations,
  }
  const { error } = await new Migrator({
    db,
    provider,
    ...(migrationTableSchema === undefined ? {} : { migrationTableSchema }),
  }).migrateToLatest()
  if (error !== undefined) throw error
}
