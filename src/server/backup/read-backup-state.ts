import type { Backups } from '#wire/backups.ts'
import type { Server } from '../server.ts'
import { isSameDisk } from './backup-plan.ts'

/** What organisers see of the backups. The same for every petition but for what is not covered yet. */
export async function readBackupState(server: Server, petition: string): Promise<Backups> {
  const { db } = server.store
  const { verified } = await db
    .selectFrom('backups')
    .select(({ fn }) => fn.max<number | null>('madeAt').as('verified'))
    .where('verifiedAt', 'is not', null)
    .executeTakeFirstOrThrow()
  const { failed } = await db
    .selectFrom('backups')
    .select(({ fn }) => fn.max<number | null>('madeAt').as('failed'))
    .where('verifiedAt', 'is', null)
    .executeTakeFirstOrThrow()
  const { unbacked } = await db
    .selectFrom('entries')
    .innerJoin('petitions', 'petitions.id', 'entries.petition')
    .select(({ fn }) => fn.countAll<number>().as('unbacked'))
    .where('entries.petition', '=', petition)
    .whereRef('entries.received', '>', 'petitions.durableMark')
    .executeTakeFirstOrThrow()
  return {
    lastVerifiedAt: instantOf(verified),
    lastFailedAt: instantOf(failed),
    sameDisk: await isSameDisk(server.backups, server.backups.directory),
    everyMinutes: server.backups.everyMinutes,
    unbacked: Number(unbacked),
  }
}

const instantOf = (at: number | null) => (at === null ? null : new Date(at).toISOString())
