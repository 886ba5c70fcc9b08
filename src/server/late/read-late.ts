import { EntryId } from '#domain/ids.ts'
import { deadlineOf, Lateness } from '#domain/lateness.ts'
import { PetitionSettings } from '#domain/petition.ts'
import { type LateArrivals, LateDecision } from '#wire/late.ts'
import { memberNames } from '../members/member-names.ts'
import { streetNamesOf } from '../roll/signature-rows.ts'
import type { Server } from '../server.ts'

const MAX_SHOWN = 200

/** Ids, places and both times: enough to decide by, and nobody's name. */
export async function readLate(server: Server, petition: string): Promise<LateArrivals> {
  const { db } = server.store
  const { settings, closedAt, lateDecision, lateDecidedAt } = await db
    .selectFrom('petitions')
    .select(['settings', 'closedAt', 'lateDecision', 'lateDecidedAt'])
    .where('id', '=', petition)
    .executeTakeFirstOrThrow()
  const deadline = deadlineOf(
    settings === null ? null : PetitionSettings.parse(JSON.parse(settings)),
    closedAt,
  )
  const counts = await db
    .selectFrom('signatures')
    .select(({ fn }) => ['lateness', fn.countAll().as('signatures')])
    .where('petition', '=', petition)
    .where('lateness', '!=', 'in-time')
    .where('standing', '!=', 'withdrawn')
    .groupBy('lateness')
    .execute()
  const countOf = (lateness: Lateness) =>
    Number(counts.find((each) => each.lateness === lateness)?.signatures ?? 0)
  return {
    deadline: isoOf(deadline ?? null),
    decision: lateDecision === null ? null : LateDecision.parse(lateDecision),
    decidedAt: isoOf(lateDecidedAt),
    signedInTime: countOf('late'),
    signedLate: countOf('signed-late'),
    arrivals: await newestArrivals(server, petition),
  }
}

async function newestArrivals(server: Server, petition: string): Promise<LateArrivals['arrivals']> {
  const { db } = server.store
  const rows = await db
    .selectFrom('signatures')
    .innerJoin('entries', (join) =>
      join.onRef('entries.petition', '=', 'signatures.petition').onRef('entries.id', '=', 'signatures.id'),
    )
    .leftJoin('devices', (join) =>
      join
        .onRef('devices.petition', '=', 'signatures.petition')
        .onRef('devices.id', '=', 'signatures.device'),
    )
    .select([
      'signatures.id',
      'signatures.collector',
      'signatures.street',
      'signatures.lateness',
      'signatures.signedAt',
      'entries.receivedAt',
      'devices.clockOffsetMs',
    ])
    .where('signatures.petition', '=', petition)
    .where('signatures.lateness', '!=', 'in-time')
    .where('signatures.standing', '!=', 'withdrawn')
    .orderBy('signatures.received', 'desc')
    .orderBy('signatures.id')
    .limit(MAX_SHOWN)
    .execute()
  const names = await memberNames(server, petition)
  const streetNames = await streetNamesOf(db, petition)
  return rows.map(({ id, collector, street, lateness, signedAt, receivedAt, clockOffsetMs }) => ({
    id: EntryId.parse(id),
    from: names.get(collector ?? '') ?? '',
    street: street === null ? null : (streetNames.get(street) ?? null),
    lateness: Lateness.parse(lateness),
    signedAt,
    receivedAt: new Date(receivedAt).toISOString(),
    clockOffsetMs,
  }))
}

const isoOf = (at: number | null) => (at === null ? null : new Date(at).toISOString())
