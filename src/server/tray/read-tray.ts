import { addressText, DoorLabel } from '#domain/door.ts'
import { EntryKind } from '#domain/entry.ts'
import { DeferralReason } from '#domain/receipt.ts'
import { LeaveOutReason, TrayEntry, type TrayKey } from '#wire/tray.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { currentKeys, type PetitionKeys } from '../keys/petition-keys.ts'
import { memberNames } from '../members/member-names.ts'
import { openAside } from '../receive/set-aside.ts'
import { Refusal } from '../refusal.ts'
import { streetNamesOf } from '../roll/signature-rows.ts'
import type { Server } from '../server.ts'
import { canTakeIn, openRefused } from './open-refused.ts'

const MAX_SHOWN = 300

const columns = [
  'id',
  'hash',
  'device',
  'reason',
  'rawSealed',
  'receivedAt',
  'resolution',
  'resolutionWhy',
  'resolvedAt',
] as const

/** The unresolved first, each kind the newest first. Names are opened for whoever may read them, and the trail says so. */
export async function readTray(
  server: Server,
  caller: Caller,
): Promise<{ entries: TrayEntry[]; open: number }> {
  const { petition } = caller
  const { db } = server.store
  const rows = await db
    .selectFrom('refused')
    .select(columns)
    .where('petition', '=', petition)
    .orderBy((each) => each.case().when('resolution', 'is', null).then(0).else(1).end())
    .orderBy('received', 'desc')
    .orderBy('id')
    .limit(MAX_SHOWN)
    .execute()
  const { open } = await db
    .selectFrom('refused')
    .select(({ fn }) => fn.countAll().as('open'))
    .where('petition', '=', petition)
    .where('resolution', 'is', null)
    .executeTakeFirstOrThrow()
  const entries = await Promise.all(rows.map(await rowReader(server, petition)))
  const named = entries.filter(({ name }) => name !== null).length
  if (named > 0) {
    await server.store.transact((trx) =>
      writeAudit(trx, server.now(), caller, { action: 'refused-seen', count: named }),
    )
  }
  return { entries, open: Number(open) }
}

export async function readTrayEntry(server: Server, petition: string, key: TrayKey): Promise<TrayEntry> {
  const row = await server.store.db
    .selectFrom('refused')
    .select(columns)
    .where('petition', '=', petition)
    .where('id', '=', key.id)
    .where('hash', '=', key.hash)
    .where('device', '=', key.device)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found')
  return (await rowReader(server, petition))(row)
}

type RefusedRow = {
  readonly id: string
  readonly hash: string
  readonly device: string
  readonly reason: string
  readonly rawSealed: string
  readonly receivedAt: number
  readonly resolution: string | null
  readonly resolutionWhy: string | null
  readonly resolvedAt: number | null
}

async function rowReader(server: Server, petition: string): Promise<(row: RefusedRow) => Promise<TrayEntry>> {
  const keys = await currentKeys(server, petition)
  const names = await memberNames(server, petition)
  const streetNames = await streetNamesOf(server.store.db, petition)
  const members = await memberByDevice(server, petition)
  return async ({
    id,
    hash,
    device,
    reason,
    receivedAt,
    resolution,
    resolutionWhy,
    resolvedAt,
    rawSealed,
  }) => {
    const opened = await openRefused(server, petition, rawOf(keys, { id, hash, rawSealed }))
    const street = streetNames.get(opened?.entry.street ?? '')
    const label = opened?.entry.door && (await labelOf(server, petition, opened.entry.door))
    return TrayEntry.parse({
      id,
      hash,
      device,
      from: names.get(opened?.member ?? members.get(device) ?? '') ?? null,
      reason,
      state: DeferralReason.safeParse(reason).success ? 'deferred' : 'refused',
      receivedAt: new Date(receivedAt).toISOString(),
      kind: opened === undefined ? null : EntryKind.parse(opened.entry.kind),
      address: street === undefined ? null : label ? addressText(label, street) : street,
      madeAt: opened?.entry.madeAt ?? null,
      name: opened?.personal?.name ?? null,
      canTakeIn: canTakeIn(opened),
      resolution,
      why: resolutionWhy === null ? null : LeaveOutReason.parse(resolutionWhy),
      resolvedAt: resolvedAt === null ? null : new Date(resolvedAt).toISOString(),
    })
  }
}

/** As it came; null for what was too large to keep. */
export const rawOf = (
  keys: PetitionKeys,
  row: { readonly id: string; readonly hash: string; readonly rawSealed: string },
): unknown => openAside(keys, row)

async function memberByDevice(server: Server, petition: string): Promise<Map<string, string>> {
  const rows = await server.store.db
    .selectFrom('devices')
    .select(['id', 'member'])
    .where('petition', '=', petition)
    .execute()
  return new Map(rows.map(({ id, member }) => [id, member]))
}

async function labelOf(server: Server, petition: string, door: string): Promise<DoorLabel | undefined> {
  const row = await server.store.db
    .selectFrom('doors')
    .select('label')
    .where('petition', '=', petition)
    .where('id', '=', door)
    .executeTakeFirst()
  return row && DoorLabel.parse(JSON.parse(row.label))
}
