/** Streets with their three numbers (T1). What is on phones is what the phones said with their last push. */
import { MemberId, StreetId } from '#domain/ids.ts'
import { Role, seesWholePetition } from '#domain/permission.ts'
import { addTallies, noTally, type Tally } from '#domain/tally.ts'
import type { Board } from '#wire/board.ts'
import type { Caller } from '../caller.ts'
import { memberNames } from '../members/member-names.ts'
import { rollCount } from '../roll/read-roll.ts'
import type { Server } from '../server.ts'
import { streetsInReach } from '../streets/streets-in-reach.ts'

type Figure = { readonly street: string; readonly member: string; readonly tally: Tally }

/** A captain sees the own streets alone. */
export async function readBoard(server: Server, caller: Caller): Promise<Board> {
  const { db } = server.store
  const { petition } = caller
  const streets = await streetsInReach(db, caller)
  const figures = [...(await receivedFigures(server, petition)), ...(await unsentFigures(server, petition))]
  const figuresByStreet = groupByStreet(figures)
  const doorsByStreet = await doorsOfStreets(server, petition)
  const members = await membersOf(server, petition)
  const assigned = await db
    .selectFrom('assignments')
    .select(['street', 'member'])
    .where('petition', '=', petition)
    .orderBy('assignedAt')
    .orderBy('member')
    .execute()

  const boardStreets = streets.map(({ id, name, postcode }) => {
    const own = figuresByStreet.get(id) ?? []
    const having = assigned.filter(({ street }) => street === id).map(({ member }) => member)
    const { doors, done } = doorsByStreet.get(id) ?? { doors: 0, done: 0 }
    return {
      id: StreetId.parse(id),
      name,
      ...(postcode === null ? {} : { postcode }),
      doors,
      doorsDone: done,
      tally: tallySum(own),
      members: [...new Set([...having, ...own.map(({ member }) => member)])].flatMap((member) => {
        const known = members.get(member)
        if (known === undefined) return []
        const tally = tallySum(own.filter((figure) => figure.member === member))
        return [{ member: MemberId.parse(member), ...known, hasIt: having.includes(member), tally }]
      }),
    }
  })
  if (!seesWholePetition(caller.role)) {
    return { streets: boardStreets, elsewhere: noTally, online: noTally, roll: null }
  }
  const away = figuresByStreet.get('') ?? []
  return {
    streets: boardStreets,
    elsewhere: tallySum(away.filter(({ member }) => member !== '')),
    online: tallySum(away.filter(({ member }) => member === '')),
    roll: (await rollCount(db, petition)).counted,
  }
}

const tallySum = (figures: readonly Figure[]): Tally => addTallies(figures.map(({ tally }) => tally))

function groupByStreet(figures: readonly Figure[]): Map<string, Figure[]> {
  const groups = new Map<string, Figure[]>()
  for (const figure of figures) {
    const group = groups.get(figure.street)
    if (group === undefined) groups.set(figure.street, [figure])
    else group.push(figure)
  }
  return groups
}

async function receivedFigures({ store: { db } }: Server, petition: string): Promise<Figure[]> {
  const rows = await db.selectFrom('tallies').selectAll().where('petition', '=', petition).execute()
  return rows.map(({ street, collector, received, counted, alsoElsewhere }) => ({
    street,
    member: collector,
    tally: { ...noTally, received, counted, alsoElsewhere },
  }))
}

async function unsentFigures({ store: { db } }: Server, petition: string): Promise<Figure[]> {
  const rows = await db
    .selectFrom('unsent')
    .innerJoin('devices', (join) =>
      join.onRef('devices.petition', '=', 'unsent.petition').onRef('devices.id', '=', 'unsent.device'),
    )
    .select(['unsent.street', 'unsent.signatures', 'devices.member'])
    .where('unsent.petition', '=', petition)
    .where('unsent.signatures', '>', 0)
    .execute()
  return rows.map(({ street, signatures, member }) => ({
    street,
    member,
    tally: { ...noTally, onPhones: signatures },
  }))
}

async function doorsOfStreets({ store: { db } }: Server, petition: string) {
  const rows = await db
    .selectFrom('doors')
    .select(({ fn }) => ['street', 'mark', fn.countAll().as('doors')])
    .where('petition', '=', petition)
    .where('deletedAt', 'is', null)
    .groupBy(['street', 'mark'])
    .execute()
  const byStreet = new Map<string, { doors: number; done: number }>()
  for (const { street, mark, doors } of rows) {
    const sum = byStreet.get(street) ?? { doors: 0, done: 0 }
    sum.doors += Number(doors)
    if (mark !== 'to-visit') sum.done += Number(doors)
    byStreet.set(street, sum)
  }
  return byStreet
}

async function membersOf(server: Server, petition: string) {
  const names = await memberNames(server, petition)
  const rows = await server.store.db
    .selectFrom('members')
    .leftJoin('devices', (join) =>
      join.onRef('devices.petition', '=', 'members.petition').onRef('devices.member', '=', 'members.id'),
    )
    .select(({ fn }) => ['members.id', 'members.role', fn.max('devices.lastSeenAt').as('heardAt')])
    .where('members.petition', '=', petition)
    .groupBy(['members.id', 'members.role'])
    .execute()
  return new Map(
    rows.map(({ id, role, heardAt }) => [
      id,
      {
        name: names.get(id) ?? '',
        role: Role.parse(role),
        lastHeardAt: heardAt === null ? null : new Date(Number(heardAt)).toISOString(),
      },
    ]),
  )
}
