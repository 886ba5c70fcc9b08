import { type Kysely, type Migration, type MigrationProvider, Migrator } from 'kysely'
import { migrations } from './migrations.ts'
import type { Database } from './schema.ts'

export async function migrate(db: Kysely<Database>): Promise<void> {
  const provider: MigrationProvider = {
    getMigrations: async (): Promise<Record<string, Migration>> => migrations,
  }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error !== undefined) throw error
}
