/**
 * The backup file: what this phone holds of a petition, sealed as it is, to be
 * handed to an organiser by any way there is (S8). It may hold what was sent
 * already: that has no second effect (S1).
 */
import type { Entry } from '#domain/entry.ts'
import type { EntryId, PetitionId } from '#domain/ids.ts'
import { BACKUP_FILE_SUFFIX, BACKUP_FILE_VERSION, type BackupFile } from '#wire/salvage.ts'
import type { PhoneDatabase } from './database.ts'
import type { Clock, JournalFiles, WholeEntry } from './ports.ts'
import { isWhole } from './store/entries.ts'
import { within } from './within.ts'

export type BackupMade = {
  readonly petition: PetitionId
  readonly file: File
  readonly entries: ReadonlySet<EntryId>
}

type BackupParts = {
  readonly db: PhoneDatabase
  readonly files?: JournalFiles | undefined
  /** What this page has saved since it was opened. */
  readonly recent?: (() => readonly WholeEntry[]) | undefined
  readonly clock: Clock
}

/** Long enough for ten thousand entries on a slow phone; a storage that is dead must not keep the others from the file. */
const READ_MS = 20_000

/** Of each place that can be read, whatever the others lost. Rejects where none can. */
export async function makeBackupFile(
  { db, files, recent, clock }: BackupParts,
  petition: PetitionId,
): Promise<BackupMade> {
  const places = [
    inDatabase(db, petition),
    ...(files ? [files.read().then((records) => records.map(({ entry }) => entry))] : []),
    ...(recent ? [Promise.resolve(recent().map(({ entry }) => entry))] : []),
  ]
  const read = await Promise.allSettled(places.map((place) => within(clock, READ_MS, place)))
  const found = new Map<string, Entry>()
  for (const place of read) {
    if (place.status === 'rejected') continue
    for (const entry of place.value) {
      if (entry.petition === petition) found.set(entry.id + entry.hash, entry)
    }
  }
  const [first] = read
  if (found.size === 0 && first?.status === 'rejected') throw first.reason

  const madeAt = clock.now().toISOString()
  const entries = [...found.values()]
  const content: BackupFile = {
    format: 'petition-pack/backup',
    version: BACKUP_FILE_VERSION,
    petition,
    madeAt,
    entries,
  }
  const name = `petition-pack-${madeAt.slice(0, 10)}-${entries.length}${BACKUP_FILE_SUFFIX}`
  return {
    petition,
    file: new File([JSON.stringify(content)], name, { type: 'text/plain' }),
    entries: new Set(entries.map(({ id }) => id)),
  }
}

async function inDatabase(db: PhoneDatabase, petition: PetitionId): Promise<Entry[]> {
  const kept = await db.entries
    .where('[petition+state+savedAt]')
    .between([petition], [petition, []])
    .toArray()
  return kept.filter(isWhole).map(({ entry }) => entry)
}
