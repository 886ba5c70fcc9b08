import { doorRules } from '#domain/door-rules.ts'
import type { PullReply } from '#wire/pull.ts'

const addedSince = new Set(['translations', 'recordings'])

/** A phone of version 1 refuses a reply with a field that it does not know: it gets what there was then (S7). */
export function pullOfVersion1({ sameDoors: _, ...pull }: PullReply) {
  const petition = Object.fromEntries(
    Object.entries(pull.petition).filter(([name]) => !(name in doorRules || addedSince.has(name))),
  )
  return { ...pull, petition, doors: pull.doors.map(({ note, ...door }) => door) }
}
