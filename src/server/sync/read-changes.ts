/**
 * What a phone has to learn since its cursor (S5). The cursor holds the epoch,
 * a commit number, and the version of the caller's scope: numbers are given in
 * commit order, so nothing ever appears below a cursor; and when the streets in
 * reach change, the phone starts over and gets each of them whole.
 */
import { Door, DoorLabel, Street } from '#domain/door.ts'
import { DoorRules } from '#domain/door-rules.ts'
import { DoorId, StreetId } from '#domain/ids.ts'
import { seesWholePetition } from '#domain/permission.ts'
import { doorRulesOf, PetitionSettings } from '#domain/petition.ts'
import { PetitionState } from '#domain/petition-state.ts'
import { Wording, WordingText } from '#domain/wording.ts'
import type { PetitionOnPhone, PullReply } from '#wire/pull.ts'
import type { Caller } from '../caller.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { approvedTranslations, recordingsOf } from '../translations/read-translations.ts'
import { epochOf } from './epoch.ts'
import { tallyReport } from './tally-report.ts'

type Changes = Omit<PullReply, 'version' | 'nonce'>

/** About how many doors one reply holds; a street saved at once is never cut in two. */
const DOORS_PER_REPLY = 4000

export async function readChanges(
  server: Server,
  caller: Caller,
  cursor: string | undefined,
): Promise<Changes> {
  const epoch = await epochOf(server)
  return server.store.transact(async (trx) => {
    const { scope } = await trx
      .selectFrom('members')
      .select('scope')
      .where('petition', '=', caller.petition)
      .where('id', '=', caller.member)
      .executeTakeFirstOrThrow()
    // With the member in it, because a second person in one browser may have the same number of changes behind them.
    const reach = `${caller.member}~${scope}`
    const since = numberIn(cursor, epoch, reach)
    const tallies = await tallyReport(trx, caller)
    const inScope = await streetsInScope(trx, caller)
    const upTo = await lastNumberOfReply(trx, caller, inScope, since ?? -1, tallies.asOf)
    const window = { after: since ?? -1, upTo }

    return {
      epoch,
      reset: since === undefined,
      petition: await petitionOnPhone(trx, caller.petition),
      ...(await changedStreets(trx, caller, inScope, window)),
      ...(await changedDoors(trx, caller, inScope, window)),
      cursor: `${epoch}.${upTo}.${reach}`,
      more: upTo < tallies.asOf,
      tallies,
    }
  })
}

/** The commit number of a cursor, or undefined when it is not of this epoch and reach: then the phone starts over. */
function numberIn(cursor: string | undefined, epoch: string, reach: string): number | undefined {
  const [ofEpoch, number, ofReach] = cursor?.split('.') ?? []
  if (ofEpoch !== epoch || ofReach !== reach) return undefined
  return /^\d{1,15}$/.test(number ?? '') ? Number(number) : undefined
}

/** The ids of the caller's streets, or null for all. */
async function streetsInScope(trx: Trx, { petition, member, role }: Caller): Promise<string[] | null> {
  if (seesWholePetition(role)) return null
  const rows = await trx
    .selectFrom('assignments')
    .select('street')
    .where('petition', '=', petition)
    .where('member', '=', member)
    .execute()
  return rows.map(({ street }) => street)
}

type Window = { readonly after: number; readonly upTo: number }

async function lastNumberOfReply(
  trx: Trx,
  { petition }: Caller,
  inScope: string[] | null,
  after: number,
  head: number,
): Promise<number> {
  let query = trx
    .selectFrom('doors')
    .select('changed')
    .where('petition', '=', petition)
    .where('changed', '>', after)
    .where('changed', '<=', head)
  if (inScope !== null) query = query.where('street', 'in', ['', ...inScope])
  const row = await query.orderBy('changed').offset(DOORS_PER_REPLY).limit(1).executeTakeFirst()
  return row?.changed ?? head
}

async function changedStreets(trx: Trx, { petition }: Caller, inScope: string[] | null, window: Window) {
  let query = trx
    .selectFrom('streets')
    .select(['id', 'name', 'postcode', 'position', 'deletedAt'])
    .where('petition', '=', petition)
    .where('changed', '>', window.after)
    .where('changed', '<=', window.upTo)
  if (inScope !== null) query = query.where('id', 'in', ['', ...inScope])
  const rows = await query.orderBy('position').execute()
  return {
    streets: rows
      .filter(({ deletedAt }) => deletedAt === null)
      .map(({ id, name, postcode, position }) => ({
        ...Street.parse({ id, name, ...(postcode === null ? {} : { postcode }) }),
        position,
      })),
    goneStreets: rows.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => StreetId.parse(id)),
  }
}

async function changedDoors(trx: Trx, { petition }: Caller, inScope: string[] | null, window: Window) {
  let query = trx
    .selectFrom('doors')
    .select(['id', 'street', 'label', 'postcode', 'position', 'mark', 'note', 'sameAs', 'deletedAt'])
    .where('petition', '=', petition)
    .where('changed', '>', window.after)
    .where('changed', '<=', window.upTo)
  if (inScope !== null) query = query.where('street', 'in', ['', ...inScope])
  const rows = await query.orderBy('position').execute()
  return {
    doors: rows
      .filter(({ deletedAt }) => deletedAt === null)
      .map(({ id, street, label, postcode, position, mark, note }) =>
        Door.parse({
          id,
          street,
          label: DoorLabel.parse(JSON.parse(label)),
          ...(postcode === null ? {} : { postcode }),
          position,
          mark,
          ...(note === null ? {} : { note }),
        }),
      ),
    goneDoors: rows.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => DoorId.parse(id)),
    sameDoors: rows.flatMap(({ id, sameAs }) =>
      sameAs === null ? [] : [{ id: DoorId.parse(id), door: DoorId.parse(sameAs) }],
    ),
  }
}

async function petitionOnPhone(trx: Trx, petition: string): Promise<PetitionOnPhone> {
  const row = await trx
    .selectFrom('petitions')
    .select(['state', 'settings'])
    .where('id', '=', petition)
    .executeTakeFirstOrThrow()
  const settings = row.settings === null ? undefined : PetitionSettings.parse(JSON.parse(row.settings))
  const wordings = await trx
    .selectFrom('wordings')
    .selectAll()
    .where('petition', '=', petition)
    .orderBy('number')
    .execute()
  const newest = wordings.at(-1)?.hash
  const translations = newest === undefined ? [] : await approvedTranslations(trx, petition, newest)
  const shown = new Set<string | undefined>([newest, ...translations.map(({ hash }) => hash)])
  return {
    state: PetitionState.parse(row.state),
    title: settings?.title ?? '',
    profile: settings?.profile ?? 'informal',
    connections: settings?.connections ?? ['live'],
    timeZone: settings?.timeZone ?? 'UTC',
    returnBy: settings?.returnBy ?? '',
    recipientDeadline: settings?.recipientDeadline ?? '',
    controllerName: settings?.controller.name ?? '',
    contact: settings?.contact ?? '',
    retainUntil: settings?.retainUntil ?? '',
    ...(settings === undefined ? DoorRules.parse({}) : doorRulesOf(settings)),
    wordings: wordings.map(({ hash, number, body }) =>
      Wording.parse({ ...WordingText.parse(JSON.parse(body)), hash, number }),
    ),
    translations,
    recordings: (await recordingsOf(trx, petition)).filter(({ wording }) => shown.has(wording)),
  }
}
