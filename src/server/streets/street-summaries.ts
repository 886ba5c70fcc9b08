import { type Door, DoorLabel } from '#domain/door.ts'
import { DoorId, MemberId, StreetId } from '#domain/ids.ts'
import { DoorMark } from '#domain/outcome.ts'
import { Role } from '#domain/permission.ts'
import { walkOrder } from '#domain/walk-order.ts'
import type { StreetSummary } from '#wire/streets.ts'
import type { Caller } from '../caller.ts'
import { memberNames } from '../members/member-names.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import { streetsInReach } from './streets-in-reach.ts'

export async function streetSummaries(server: Server, caller: Caller): Promise<StreetSummary[]> {
  const { db } = server.store
  const { petition } = caller
  const streets = await streetsInReach(db, caller)
  const counts = await db
    .selectFrom('doors')
    .select(({ fn }) => ['street', fn.countAll().as('doors')])
    .where('petition', '=', petition)
    .where('deletedAt', 'is', null)
    .groupBy('street')
    .execute()
  const doorsByStreet = new Map(counts.map(({ street, doors }) => [street, Number(doors)]))
  const assignments = await db
    .selectFrom('assignments')
    .innerJoin('members', (join) =>
      join
        .onRef('members.petition', '=', 'assignments.petition')
        .onRef('members.id', '=', 'assignments.member'),
    )
    .select(['assignments.street', 'assignments.member', 'members.role'])
    .where('assignments.petition', '=', petition)
    .orderBy('assignments.assignedAt')
    .orderBy('assignments.member')
    .execute()
  const names = await memberNames(server, petition)

  return streets.map(({ id, name, postcode }) => ({
    id: StreetId.parse(id),
    name,
    ...(postcode === null ? {} : { postcode }),
    doors: doorsByStreet.get(id) ?? 0,
    assigned: assignments
      .filter(({ street }) => street === id)
      .map(({ member, role }) => ({
        member: MemberId.parse(member),
        name: names.get(member) ?? '',
        role: Role.parse(role),
      })),
  }))
}

export async function streetSummary(server: Server, caller: Caller, street: string): Promise<StreetSummary> {
  const summary = (await streetSummaries(server, caller)).find(({ id }) => id === street)
  if (summary === undefined) throw new Refusal('not-found')
  return summary
}

/** In the order in which the organiser listed them. */
export async function doorsOf(server: Server, petition: string, street: string): Promise<Door[]> {
  const rows = await server.store.db
    .selectFrom('doors')
    .select(['id', 'label', 'postcode', 'position', 'mark', 'note'])
    .where('petition', '=', petition)
    .where('street', '=', street)
    .where('deletedAt', 'is', null)
    .orderBy('id')
    .execute()
  const doors = rows.map(({ id, label, postcode, position, mark, note }) => ({
    id: DoorId.parse(id),
    street: StreetId.parse(street),
    label: DoorLabel.parse(JSON.parse(label)),
    ...(postcode === null ? {} : { postcode }),
    position,
    mark: DoorMark.parse(mark),
    ...(note === null ? {} : { note }),
  }))
  return walkOrder(doors, 'as-listed')
}
