/** A captain's screen at an address, and what a server would answer. */
import { render } from '@testing-library/react'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { MemberId, PetitionId, StreetId } from '#domain/ids.ts'
import type { Tally } from '#domain/tally.ts'
import { CaptainRoutes } from '#ui/captain/captain-routes.tsx'
import type { Board, BoardStreet } from '#wire/board.ts'
import type { Member } from '#wire/members.ts'

export const id = (n: number) => `01a202b2-c500-7000-8000-${String(n).padStart(12, '0')}`
export const petition = PetitionId.parse(id(1))
export const reede = StreetId.parse(id(10))
export const heathway = StreetId.parse(id(11))
export const vera = MemberId.parse(id(20))
export const otto = MemberId.parse(id(21))

export const tally = (onPhones: number, received: number, counted: number, alsoElsewhere = 0): Tally => ({
  onPhones,
  received,
  counted,
  alsoElsewhere,
})

type Person = BoardStreet['members'][number]

export const personWith = (changes: Partial<Person> = {}): Person => ({
  member: vera,
  name: 'Vera Volunteer',
  role: 'volunteer',
  hasIt: true,
  tally: tally(2, 7, 5, 1),
  lastHeardAt: '2026-11-22T10:05:00.000Z',
  ...changes,
})

export const streetWith = (changes: Partial<BoardStreet> = {}): BoardStreet => ({
  id: reede,
  name: 'Reede Road',
  doors: 30,
  doorsDone: 12,
  tally: tally(2, 7, 5, 1),
  members: [personWith()],
  ...changes,
})

export const boardWith = (streets: Board['streets'], changes: Partial<Board> = {}): Board => ({
  streets,
  elsewhere: tally(0, 0, 0),
  online: tally(0, 0, 0),
  roll: null,
  ...changes,
})

export const memberWith = (changes: Partial<Member> = {}): Member => ({
  id: vera,
  name: 'Vera Volunteer',
  role: 'volunteer',
  revokedAt: null,
  streets: [reede],
  devices: [],
  invitation: 'used',
  ...changes,
})

export function openCaptainScreen(path: string) {
  const location = memoryLocation({ path: `/p/${petition}/captain${path}`, record: true })
  render(
    <Router hook={location.hook}>
      <CaptainRoutes petition={petition} />
    </Router>,
  )
  return location
}
