/** The copy of a backup that is about to become a server's database: its keys put back, a new epoch, the trail. */
import { sql } from 'kysely'
import { PetitionId } from '#domain/ids.ts'
import { PetitionSettings } from '#domain/petition.ts'
import { writeAudit } from '../audit.ts'
import type { Config } from '../config.ts'
import { openName } from '../keys/personal-box.ts'
import { unwrapKeys, wrapKeys } from '../keys/petition-keys.ts'
import { adoptMasterKey, findMasterKey, readMasterKey } from '../master-key.ts'
import { rememberKey } from '../refuse-foreign-key.ts'
import type { Effects } from '../start-server.ts'
import { embeddedTables } from '../store/copy-facts.ts'
import { openDatabaseFile } from '../store/database-file.ts'
import type { Trx } from '../store/open-store.ts'
import { DamagedCopy } from '../store/verify-copy.ts'
import { beginEpoch } from '../sync/epoch.ts'
import type { BackupManifest } from './backup-manifest.ts'
import type { BackupProgress } from './make-backup.ts'
import { type OpenedKey, openBackedUpKeys } from './open-backed-up-keys.ts'
import { RestoreRefused } from './restore-refused.ts'

export type RestoreRequest = {
  readonly file: string
  /** The master key of the machine that made the backup. */
  readonly masterKeyFile?: string | undefined
  /** Asked for only where no master key at hand opens a petition. */
  readonly kitCodes: (petitions: readonly string[]) => Promise<readonly string[]>
  readonly acceptLoss: boolean
  readonly force: boolean
  readonly progress?: ((progress: BackupProgress) => void) | undefined
}

export type Restored = {
  readonly madeAt: string
  /** Titles; '' for one that had none yet. */
  readonly petitions: readonly string[]
  readonly leftOut: readonly string[]
  readonly entries: number
  readonly signatures: number
  readonly setAside: string | undefined
  /** Whether codes to join were made under another master key, and work no more. */
  readonly codesEnded: boolean
}

export async function prepareRestore(
  file: string,
  config: Config,
  effects: Effects,
  { keys, madeAt }: BackupManifest,
  request: RestoreRequest,
): Promise<Omit<Restored, 'setAside'>> {
  const db = await openWithTodaysTables(file)
  try {
    const petitions = await db.selectFrom('petitions').select(['id', 'state', 'settings']).execute()
    const titles = new Map(petitions.map(({ id, settings }) => [id, titleOf(settings)]))
    const drafts = new Set(petitions.flatMap(({ id, state }) => (state === 'draft' ? [id] : [])))
    const own = findMasterKey(config.masterKeyFile)
    const given = request.masterKeyFile === undefined ? undefined : readMasterKey(request.masterKeyFile)
    const masterKeys = [own, given].flatMap((key) => key ?? [])
    const titlesOf = (ids: Iterable<string>) => [...new Set(ids)].map((id) => titles.get(id) ?? '')

    const { opened, leftOut } = await openKeys(keys, masterKeys, drafts, titlesOf, request)
    const masterKey = adoptMasterKey(config.masterKeyFile, given)
    const tables = await embeddedTables(db)
    await db.transaction().execute(async (trx) => {
      for (const petition of leftOut) await removePetition(trx, tables, petition)
      for (const key of opened.filter(({ petition }) => !leftOut.has(petition))) {
        await putKey(trx, { ...effects, masterKey }, key)
      }
      await proveThatNamesOpen(trx, masterKey)
      await beginLife(trx, effects, masterKey)
    })
    const { entries } = await db
      .selectFrom('entries')
      .select(({ fn }) => fn.countAll<number>().as('entries'))
      .executeTakeFirstOrThrow()
    const { signatures } = await db
      .selectFrom('signatures')
      .select(({ fn }) => fn.countAll<number>().as('signatures'))
      .executeTakeFirstOrThrow()
    return {
      madeAt,
      petitions: petitions.filter(({ id }) => !leftOut.has(id)).map(({ id }) => titles.get(id) ?? ''),
      leftOut: titlesOf(leftOut),
      entries,
      signatures,
      codesEnded: openBackedUpKeys(keys, [masterKey], []).opened.length === 0,
    }
  } finally {
    await db.destroy()
  }
}

async function openWithTodaysTables(file: string): ReturnType<typeof openDatabaseFile> {
  try {
    return await openDatabaseFile(file)
  } catch (error) {
    // What Kysely says of tables that only a later Petition Pack knows.
    const isNewer = error instanceof Error && error.message.startsWith('corrupted migrations')
    throw isNewer ? new RestoreRefused({ kind: 'newer-version' }) : error
  }
}

/** Which petitions come back. A draft may stay behind; one that gathered is not given up unasked. */
async function openKeys(
  keys: BackupManifest['keys'],
  masterKeys: readonly Uint8Array[],
  drafts: ReadonlySet<string>,
  titlesOf: (ids: Iterable<string>) => string[],
  { kitCodes, acceptLoss }: RestoreRequest,
): Promise<{ opened: readonly OpenedKey[]; leftOut: ReadonlySet<string> }> {
  const byMasterKey = openBackedUpKeys(keys, masterKeys, [])
  const needed = byMasterKey.locked.filter(({ petition }) => !drafts.has(petition))
  const { opened, locked } =
    needed.length === 0
      ? byMasterKey
      : openBackedUpKeys(keys, masterKeys, await kitCodes(titlesOf(needed.map(({ petition }) => petition))))
  const leftOut = new Set(locked.map(({ petition }) => petition))
  const nothingOpens = keys.length > 0 && keys.every(({ petition }) => leftOut.has(petition))
  const isMissed = [...leftOut].some((id) => !drafts.has(id))
  if (nothingOpens || (isMissed && !acceptLoss)) {
    throw new RestoreRefused({ kind: 'locked', petitions: titlesOf(leftOut), nothingOpens })
  }
  return { opened, leftOut }
}

/** A new epoch, so that phones send again; no copies, so that they keep all they hold until there are two (J3). */
async function beginLife(trx: Trx, effects: Effects, masterKey: Uint8Array): Promise<void> {
  await rememberKey(trx, masterKey)
  await beginEpoch(trx, effects)
  await trx.deleteFrom('backups').execute()
  await trx.updateTable('petitions').set({ durableMark: 0 }).execute()
  for (const { id } of await trx.selectFrom('petitions').select('id').execute()) {
    const { count } = await trx
      .selectFrom('entries')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('petition', '=', id)
      .executeTakeFirstOrThrow()
    const petition = PetitionId.parse(id)
    await writeAudit(trx, effects.now(), { petition }, { action: 'petition-restored', count })
  }
}

async function putKey(
  trx: Trx,
  effects: Pick<Effects, 'randomBytes'> & { readonly masterKey: Uint8Array },
  { petition, keys, kitSealed }: OpenedKey,
): Promise<void> {
  await trx
    .updateTable('petitionKeys')
    .set({ ...wrapKeys(effects, petition, keys), kitSealed })
    .where('petition', '=', petition)
    .where('id', '=', keys.id)
    .execute()
}

async function removePetition(trx: Trx, tables: readonly string[], petition: string): Promise<void> {
  for (const table of tables) {
    const { rows } = await sql`select 1 from pragma_table_info(${table}) where name = 'petition'`.execute(trx)
    if (rows.length > 0) await sql`delete from ${sql.table(table)} where petition = ${petition}`.execute(trx)
  }
  await trx.deleteFrom('petitions').where('id', '=', petition).execute()
}

/** A member's name of every petition, read with the keys as they now rest. */
async function proveThatNamesOpen(trx: Trx, masterKey: Uint8Array): Promise<void> {
  for (const row of await trx.selectFrom('petitionKeys').selectAll().execute()) {
    const keys = { ...unwrapKeys(masterKey, row), publicKey: row.publicKey }
    const member = await trx
      .selectFrom('members')
      .select(['id', 'nameSealed'])
      .where('petition', '=', row.petition)
      .executeTakeFirst()
    try {
      if (member !== undefined) openName(keys, member.id, member.nameSealed)
    } catch {
      throw new DamagedCopy('the keys do not open what is in the backup')
    }
  }
}

/** A draft may hold half a set of settings. */
function titleOf(settings: string | null): string {
  const parsed = PetitionSettings.safeParse(settings === null ? null : JSON.parse(settings))
  return parsed.success ? parsed.data.title : ''
}
