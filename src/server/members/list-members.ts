import { DeviceId, MemberId, StreetId } from '#domain/ids.ts'
import { Role, seesWholePetition } from '#domain/permission.ts'
import type { Member } from '#wire/members.ts'
import { Incident } from '#wire/phone-report.ts'
import type { Caller } from '../caller.ts'
import { openName } from '../keys/personal-box.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'

/** All members, or for a captain those who share a street, shown with the shared streets only. */
export async function listMembers(server: Server, caller: Caller): Promise<Member[]> {
  const { db } = server.store
  const { petition } = caller
  const keys = await currentKeys(server, petition)
  const members = await db
    .selectFrom('members')
    .select(['id', 'role', 'nameSealed', 'revokedAt'])
    .where('petition', '=', petition)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  const assignments = await db
    .selectFrom('assignments')
    .select(['street', 'member'])
    .where('petition', '=', petition)
    .orderBy('assignedAt')
    .orderBy('street')
    .execute()
  const own = new Set(
    assignments.filter(({ member }) => member === caller.member).map(({ street }) => street),
  )
  const visible = seesWholePetition(caller.role)
    ? assignments
    : assignments.filter(({ street }) => own.has(street))
  const streets = groupBy(visible, ({ member }) => member)
  const devices = groupBy(await devicesOf(server, petition), ({ member }) => member)
  const invitations = await invitationStates(server, petition)

  return members
    .filter(({ id }) => seesWholePetition(caller.role) || id === caller.member || streets.has(id))
    .map(({ id, role, nameSealed, revokedAt }) => ({
      id: MemberId.parse(id),
      name: openName(keys, id, nameSealed),
      role: Role.parse(role),
      revokedAt: instantText(revokedAt),
      streets: (streets.get(id) ?? []).map(({ street }) => StreetId.parse(street)),
      devices: (devices.get(id) ?? []).map(({ member: _, ...device }) => device),
      invitation: invitations.get(id) ?? 'none',
    }))
}

async function devicesOf(server: Server, petition: string) {
  const { db } = server.store
  const unsent = await db
    .selectFrom('unsent')
    .select(({ fn }) => ['device', fn.sum('signatures').as('signatures')])
    .where('petition', '=', petition)
    .groupBy('device')
    .execute()
  const unsentByDevice = new Map(unsent.map(({ device, signatures }) => [device, Number(signatures)]))
  const incidents = await lastIncidents(server, petition)
  const rows = await db
    .selectFrom('devices')
    .select([
      'id',
      'member',
      'label',
      'createdAt',
      'lastSeenAt',
      'revokedAt',
      'copies',
      'clockOffsetMs',
      'oldestUnsentAt',
    ])
    .where('petition', '=', petition)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.map(({ id, member, label, createdAt, lastSeenAt, revokedAt, ...report }) => ({
    ...report,
    member,
    id: DeviceId.parse(id),
    label,
    joinedAt: new Date(createdAt).toISOString(),
    lastSeenAt: instantText(lastSeenAt),
    revokedAt: instantText(revokedAt),
    unsent: unsentByDevice.get(id) ?? 0,
    lastIncident: incidents.get(id) ?? null,
  }))
}

/** By device. */
async function lastIncidents(
  server: Server,
  petition: string,
): Promise<Map<string, Member['devices'][number]['lastIncident']>> {
  const rows = await server.store.db
    .selectFrom('incidents')
    .select(['device', 'kind', 'at', 'broughtBack'])
    .where('petition', '=', petition)
    .orderBy('reportedAt')
    .orderBy('at')
    .execute()
  return new Map(
    rows.map(({ device, kind, ...incident }) => [
      device,
      { ...incident, kind: Incident.shape.kind.parse(kind) },
    ]),
  )
}

/** How each member's newest invitation stands. */
async function invitationStates(
  server: Server,
  petition: string,
): Promise<Map<string, Member['invitation']>> {
  const rows = await server.store.db
    .selectFrom('invitations')
    .select(['member', 'remaining', 'expiresAt', 'takenBackAt'])
    .where('petition', '=', petition)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  const stateOf = ({ remaining, expiresAt, takenBackAt }: (typeof rows)[number]): Member['invitation'] => {
    if (takenBackAt !== null) return 'taken-back'
    if (remaining === 0) return 'used'
    return expiresAt <= server.now() ? 'expired' : 'open'
  }
  return new Map(rows.map((row) => [row.member, stateOf(row)]))
}

const instantText = (at: number | null) => (at === null ? null : new Date(at).toISOString())

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return groups
}
