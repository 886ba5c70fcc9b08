/** What the phone called "saved", against what there is of it in the end. */
import type { Deed, Told } from '../page/volunteer-port.ts'
import type { Truth } from './truth.ts'

/** A screen says "saved" without an id: then the resident's name is looked for. */
export type Saved = {
  readonly deed: Deed
  readonly id?: string | undefined
  /** Places that did not take it. */
  readonly failing?: readonly string[] | undefined
}

export type Reckoning = {
  readonly acknowledged: number
  /** Acknowledged, and neither on the server nor shown on the phone as unsent or refused. */
  readonly lost: readonly string[]
  /** What has more than one effect. */
  readonly doubled: readonly string[]
}

export type Ledger = {
  hear(told: Told): void
  readonly saved: readonly Saved[]
  /** How long each refused save took to say so. */
  readonly refusedAfterMs: readonly number[]
  /** `onPhones`: the ids that a phone still shows as unsent or refused. */
  reckon(truth: Truth, onPhones: ReadonlySet<string>): Reckoning
}

export function createLedger(): Ledger {
  const tried: Deed[] = []
  const saved: Saved[] = []
  const refusedAfterMs: number[] = []
  return {
    saved,
    refusedAfterMs,
    hear(told) {
      if (told.is === 'tried') tried.push(told.deed)
      else if (told.is === 'saved') saved.push(told)
      else refusedAfterMs.push(told.afterMs)
    },
    reckon: (truth, onPhones) => ({
      acknowledged: saved.length,
      lost: saved.flatMap((each) => lossOf(each, truth, onPhones) ?? []),
      doubled: [
        ...twice(saved.flatMap(({ id }) => id ?? [])),
        ...doubledSignatures(truth),
        ...doubledKnocks(truth, tried),
      ],
    }),
  }
}

function lossOf(
  { deed, id, failing = [] }: Saved,
  truth: Truth,
  onPhones: ReadonlySet<string>,
): string | undefined {
  if (id === undefined) {
    const isHere = truth.signatures.some(({ name }) => name === deed.mark)
    return isHere ? undefined : `the signature of ${deed.mark} is nowhere`
  }
  if (onPhones.has(id) || truth.aside.has(id)) return undefined
  if (!truth.entries.has(id))
    return `${deed.kind} ${id} is nowhere${failing.map((place) => `, not in the ${place} when saved`).join('')}`
  if (deed.kind !== 'sign') return undefined
  const signature = truth.signatures.find((each) => each.id === id)
  if (signature === undefined) return `sign ${id} arrived without effect`
  return signature.name === deed.mark ? undefined : `sign ${id} is about somebody else`
}

/** Each resident signed once: a second signature of that name is a save that was kept under two ids. */
function doubledSignatures({ signatures, tallied }: Truth): string[] {
  const counts = signatures.filter(({ standing }) => standing !== 'withdrawn').length
  return [
    ...twice(signatures.map(({ name }) => name)),
    ...(tallied === counts ? [] : [`the tallies say ${tallied} received, the signatures are ${counts}`]),
  ]
}

function doubledKnocks({ entries }: Truth, tried: readonly Deed[]): string[] {
  const triedAt = countBy(tried.flatMap(({ kind, door }) => (kind === 'knock' && door ? [door] : [])))
  const heldAt = countBy(
    [...entries.values()].flatMap(({ kind, door }) => (kind === 'knock' && door ? [door] : [])),
  )
  return [...heldAt].flatMap(([door, held]) =>
    held > (triedAt.get(door) ?? 0) ? [`${held} knocks at ${door}, of ${triedAt.get(door) ?? 0}`] : [],
  )
}

const twice = (names: readonly string[]): string[] =>
  [...countBy(names)].flatMap(([name, count]) => (count > 1 ? [`${name}: ${count} times`] : []))

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
