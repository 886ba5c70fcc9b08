/**
 * Who is one person, as links and decisions say, and which of a person's
 * signatures counts. Worked out afresh from the matches around what changed,
 * never step by step, so that undoing anything gives back what was before (M1).
 *
 * Signatures of accepted batches, joined by `linked` and `same` matches, make
 * one signatory, named after its earliest signature. It is on the roll unless
 * all that would put it there are newcomers with an open question.
 */
import type { Standing } from '#domain/tally.ts'
import { inChunks } from '../store/in-chunks.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { refreshTallies } from '../tallies.ts'
import { type Arrival, byArrival, elect } from './elect.ts'

/** Sets standing and signatory of the changed signatures and of all they are joined with; tallies and the roll's number follow. */
export async function settle(
  trx: Trx,
  petition: string,
  changed: readonly string[],
  changedStreets: Iterable<string | null> = [],
): Promise<void> {
  const links = await linksAround(trx, petition, changed)
  const ids = new Set([...changed, ...links.flatMap(({ a, b }) => [a, b])])
  const members = await membersOf(trx, petition, ids, links)

  const streets = new Set(changedStreets)
  for (const id of changed) streets.add(members.get(id)?.street ?? null)
  const moves = new Map<string, Place & { readonly ids: string[] }>()
  for (const group of groupsOf(members, links)) {
    for (const [member, place] of placesOf(group)) {
      if (member.standing === place.standing && member.signatory === place.signatory) continue
      streets.add(member.street)
      const name = JSON.stringify([place.standing, place.signatory])
      const move = moves.get(name) ?? { ...place, ids: [] }
      move.ids.push(member.id)
      moves.set(name, move)
    }
  }
  for (const { standing, signatory, ids: moved } of moves.values()) {
    for (const chunk of inChunks(moved)) {
      await trx
        .updateTable('signatures')
        .set({ standing, signatory })
        .where('petition', '=', petition)
        .where('id', 'in', chunk)
        .execute()
    }
  }
  await refreshTallies(trx, petition, streets)
  await takeNumber(trx, petition, 'roll')
}

type Place = { readonly standing: Standing; readonly signatory: string | null }
type Link = { readonly a: string; readonly b: string }
type Member = Arrival & {
  readonly street: string | null
  readonly standing: string
  readonly signatory: string | null
  readonly isAccepted: boolean
  readonly hasQuestion: boolean
  /** As a newcomer, to somebody of an accepted batch. */
  readonly isLinked: boolean
}

function placesOf(group: readonly Member[]): Map<Member, Place> {
  const accepted = group.filter(({ isAccepted }) => isAccepted)
  const isOnRoll =
    accepted.some(({ hasQuestion, isLinked }) => !hasQuestion && !isLinked) ||
    !accepted.some(({ hasQuestion }) => hasQuestion)
  const signatory = isOnRoll ? ([...accepted].sort(byArrival)[0]?.id ?? null) : null
  const elected = elect(accepted)
  return new Map(
    group.map((member) => [
      member,
      {
        standing: standingOf(member, isOnRoll, member === elected),
        signatory: member.isAccepted ? signatory : null,
      },
    ]),
  )
}

function standingOf({ standing, isAccepted }: Member, isOnRoll: boolean, isElected: boolean): Standing {
  if (standing === 'withdrawn' || standing === 'late') return standing
  if (!isAccepted) return 'waiting'
  if (!isOnRoll) return 'to-decide'
  return isElected ? 'counted' : 'also-elsewhere'
}

/** Signatures that are joined, directly or through others; who waits is alone. */
function groupsOf(members: ReadonlyMap<string, Member>, links: readonly Link[]): Member[][] {
  const parents = new Map<string, string>()
  const rootOf = (id: string): string => {
    let root = id
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent
    if (root !== id) parents.set(id, root)
    return root
  }
  for (const { a, b } of links) {
    if (!members.get(a)?.isAccepted || !members.get(b)?.isAccepted) continue
    const [one, other] = [rootOf(a), rootOf(b)]
    if (one !== other) parents.set(one, other)
  }
  const groups = new Map<string, Member[]>()
  for (const member of members.values()) {
    const root = rootOf(member.id)
    const group = groups.get(root)
    if (group === undefined) groups.set(root, [member])
    else group.push(member)
  }
  return [...groups.values()]
}

async function linksAround(trx: Trx, petition: string, changed: readonly string[]): Promise<Link[]> {
  const links = new Map<string, Link>()
  const seen = new Set(changed)
  let frontier = [...seen]
  while (frontier.length > 0) {
    const next: string[] = []
    for (const chunk of inChunks(frontier)) {
      for (const end of ['a', 'b'] as const) {
        const rows = await trx
          .selectFrom('matches')
          .select(['a', 'b'])
          .where('petition', '=', petition)
          .where(end, 'in', chunk)
          .where('state', 'in', ['linked', 'same'])
          .execute()
        for (const link of rows) {
          links.set(`${link.a} ${link.b}`, link)
          for (const id of [link.a, link.b]) {
            if (seen.has(id)) continue
            seen.add(id)
            next.push(id)
          }
        }
      }
    }
    frontier = next
  }
  return [...links.values()]
}

async function membersOf(
  trx: Trx,
  petition: string,
  ids: ReadonlySet<string>,
  links: readonly Link[],
): Promise<Map<string, Member>> {
  const rows = []
  const questioned = new Set<string>()
  for (const chunk of inChunks([...ids])) {
    const found = await trx
      .selectFrom('signatures')
      .innerJoin('batches', (join) =>
        join
          .onRef('batches.petition', '=', 'signatures.petition')
          .onRef('batches.id', '=', 'signatures.batch'),
      )
      .select([
        'signatures.id',
        'signatures.received',
        'signatures.street',
        'signatures.standing',
        'signatures.signatory',
        'batches.state',
      ])
      .where('signatures.petition', '=', petition)
      .where('signatures.id', 'in', chunk)
      .execute()
    rows.push(...found)
    const open = await trx
      .selectFrom('matches')
      .select('a')
      .where('petition', '=', petition)
      .where('a', 'in', chunk)
      .where('state', '=', 'open')
      .execute()
    for (const { a } of open) questioned.add(a)
  }
  const accepted = new Set(rows.filter(({ state }) => state === 'accepted').map(({ id }) => id))
  const linked = new Set(links.filter(({ b }) => accepted.has(b)).map(({ a }) => a))
  return new Map(
    rows.map(({ state: _, ...row }) => [
      row.id,
      {
        ...row,
        isAccepted: accepted.has(row.id),
        hasQuestion: questioned.has(row.id),
        isLinked: linked.has(row.id),
      },
    ]),
  )
}
