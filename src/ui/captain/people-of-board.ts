import type { MemberId } from '#domain/ids.ts'
import type { Role } from '#domain/permission.ts'
import { addTallies, type Tally } from '#domain/tally.ts'
import type { Board } from '#wire/board.ts'

export type PersonOnBoard = {
  readonly member: MemberId
  readonly name: string
  readonly role: Role
  /** Names of the streets that they have now. */
  readonly streets: readonly string[]
  /** Over all streets of the board. */
  readonly tally: Tally
  readonly lastHeardAt: string | null
}

/** Everybody who has or had a street of the board, by name: the same figures, added up the other way (T1). */
export function peopleOfBoard({ streets }: Pick<Board, 'streets'>): PersonOnBoard[] {
  const people = new Map<MemberId, PersonOnBoard>()
  for (const street of streets) {
    for (const { member, name, role, hasIt, tally, lastHeardAt } of street.members) {
      const before = people.get(member)
      people.set(member, {
        member,
        name,
        role,
        lastHeardAt,
        streets: [...(before?.streets ?? []), ...(hasIt ? [street.name] : [])],
        tally: addTallies([...(before ? [before.tally] : []), tally]),
      })
    }
  }
  return [...people.values()].sort((one, other) => one.name.localeCompare(other.name))
}
