/**
 * Those who knock while somebody else keeps the phone (the board runner). They
 * are told apart by a shape and its colour; a few letters may be added.
 */
import type { EntryKind } from './entry.ts'
import type { DoorId, EntryId } from './ids.ts'
import type { DoorMark } from './outcome.ts'

/** As many as one person can keep a list for. The shape is the knocker's name in every record. */
export const knockerSigns = ['circle', 'square', 'triangle', 'diamond', 'cross', 'star'] as const
export type KnockerSign = (typeof knockerSigns)[number]

export const KNOCKER_LABEL_LENGTH = 12

export type Knocker = {
  readonly sign: KnockerSign
  /** At most `KNOCKER_LABEL_LENGTH` characters; may be empty. */
  readonly label: string
}

/** What a knocker's visit left on the phone: a knock, or a signature. */
export type Visit = {
  readonly knocker: KnockerSign
  readonly entry: EntryId
  readonly kind: EntryKind
  readonly door: DoorId | undefined
  /** Taken back, or not accepted. */
  readonly isVoid: boolean
  readonly savedAt: number
}

export type KnockerTally = {
  /** Visits at doors; one where people signed is one, however many signed. */
  readonly knocks: number
  readonly signatures: number
  /** Still to visit, where this knocker was the last of them all. */
  readonly doorsToGoBackTo: number
}

export const noKnocks: KnockerTally = { knocks: 0, signatures: 0, doorsToGoBackTo: 0 }

export function tallyByKnocker(
  visits: readonly Visit[],
  markOf: (door: DoorId) => DoorMark | undefined,
): Map<KnockerSign, KnockerTally> {
  const standing = visits.filter(({ isVoid }) => !isVoid)
  const lastAt = new Map<DoorId, Visit>()
  for (const visit of standing) {
    if (visit.door !== undefined && isAfter(visit, lastAt.get(visit.door))) lastAt.set(visit.door, visit)
  }
  const tallies = new Map<KnockerSign, KnockerTally>()
  for (const knocker of new Set(visits.map((visit) => visit.knocker))) {
    const own = standing.filter((visit) => visit.knocker === knocker)
    const signed = own.filter(({ kind }) => kind === 'sign')
    const doorsSigned = new Set(signed.map(({ door, entry }) => door ?? entry))
    tallies.set(knocker, {
      knocks: own.filter(({ kind }) => kind === 'knock').length + doorsSigned.size,
      signatures: signed.length,
      doorsToGoBackTo: [...lastAt].filter(
        ([door, last]) => last.knocker === knocker && markOf(door) === 'to-visit',
      ).length,
    })
  }
  return tallies
}

const isAfter = (visit: Visit, other: Visit | undefined) =>
  other === undefined ||
  visit.savedAt > other.savedAt ||
  (visit.savedAt === other.savedAt && visit.entry > other.entry)
