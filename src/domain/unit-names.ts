/** What to call the flats of a building together, and each among its neighbours. */
import { type DoorLabel, doorText } from './door.ts'

type Labelled = { readonly label: DoorLabel }

/** "Flats 1–24", "Flats 1–6, 8 and 10", "Studio A and Flat 2"; `and` joins the parts. */
export function unitsText(doors: readonly Labelled[], and: (parts: readonly string[]) => string): string {
  const units = doors.flatMap(({ label }) => label.unit ?? [])
  const kind = kindOf(units)
  if (kind === undefined) return and(units)
  const parts = runsOf(units.map((unit) => unit.slice(kind.length).trim()))
  return `${kind}${units.length > 1 ? 's' : ''} ${and(parts)}`
}

/** What tells a door from its neighbours in the building: "12" of "Flat 12". */
export const unitText = ({ unit, ...house }: DoorLabel, doors: readonly Labelled[]): string =>
  unit === undefined
    ? doorText(house)
    : unit.slice(kindOf(doors.flatMap(({ label }) => label.unit ?? []))?.length ?? 0).trim()

/** "Flat", where all units begin with the one word and go on with something. */
function kindOf(units: readonly string[]): string | undefined {
  const kind = /^\p{L}+(?= \S)/u.exec(units[0] ?? '')?.[0]
  return kind !== undefined && units.every((unit) => unit.startsWith(`${kind} `)) ? kind : undefined
}

/** "1–4" of 1, 2, 3, 4 in any order; two that follow each other stay two. */
function runsOf(names: readonly string[]): string[] {
  const numbers = names.filter((name) => /^\d{1,9}$/.test(name)).map(Number)
  const runs: number[][] = []
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last?.at(-1) === number - 1) last.push(number)
    else runs.push([number])
  }
  const written = runs.flatMap((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.map(String)))
  return [...written, ...names.filter((name) => !/^\d{1,9}$/.test(name))]
}
