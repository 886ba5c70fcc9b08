/**
 * The doors of a street as organisers type them: `1-87 odd, 2-90 even, not 13, 14A`,
 * `Flats 1-6 at 22`, `12A-12D`, `"Rose Cottage"`. A comma, a semicolon or a new
 * line ends a part; "not" reaches to the end of its part, and wherever it stands
 * it takes doors away from all the others.
 */
import { DoorLabel, doorKey } from './door.ts'

/** A phone's walk list of one street; longer streets are split by the organiser. */
export const MAX_DOORS = 3000

export type DoorRangeProblem = 'range-empty' | 'range-not-understood' | 'range-backwards' | 'range-too-long'

/** `at`: the part of the text that the problem is about, as it was typed. */
export type DoorRange = { labels: DoorLabel[] } | { problem: DoorRangeProblem; at: string }

export function parseDoorRange(notation: string): DoorRange {
  const wanted: Part[] = []
  const unwanted: Part[] = []
  for (const typed of splitOutsideQuotes(notation, '[,;\\n，、]')) {
    const [keep = '', ...drop] = splitOutsideQuotes(
      plain(typed),
      '\\b(?:but not|not|miss|missing|except|without|skip)\\b',
    )
    for (const text of partsOf(keep)) wanted.push({ typed: typed.trim(), text })
    for (const text of drop.flatMap(partsOf)) unwanted.push({ typed: typed.trim(), text })
    if (drop.length > 0 && drop.flatMap(partsOf).length === 0) return notUnderstood(typed)
  }

  const without = new Map<string, DoorLabel>()
  const doors = new Map<string, DoorLabel>()
  for (const [parts, found] of [
    [unwanted, without],
    [wanted, doors],
  ] as const) {
    for (const { typed, text } of parts) {
      const labels = labelsOf(text)
      if (typeof labels === 'string') return { problem: labels, at: typed }
      for (const label of labels) {
        const key = doorKey(label)
        if (found === doors && without.has(key)) continue
        found.set(key, found.get(key) ?? label)
        if (found.size > MAX_DOORS) return { problem: 'range-too-long', at: typed }
      }
    }
  }
  return doors.size === 0 ? { problem: 'range-empty', at: notation.trim() } : { labels: [...doors.values()] }
}

type Part = { readonly typed: string; readonly text: string }

const notUnderstood = (typed: string) => ({ problem: 'range-not-understood', at: typed.trim() }) as const

/** Full-width digits, dashes of any length, curly quotes and a final full stop, as the grammar below spells them. */
function plain(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[“”„«»]/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '')
}

const partsOf = (text: string) =>
  splitOutsideQuotes(text, '\\band\\b|&|\\+')
    .map((part) => part.trim())
    .filter((part) => part !== '')

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts = ['']
  for (const [piece = ''] of text.matchAll(/["“„«][^"“”„«»]*["”»]|[^"“„«]+|["“„«]/g)) {
    const [first = '', ...rest] = /^["“„«]/.test(piece) ? [piece] : piece.split(new RegExp(separator, 'i'))
    parts[parts.length - 1] += first
    parts.push(...rest)
  }
  return parts
}

type Labels = Iterable<DoorLabel> | DoorRangeProblem

function labelsOf(text: string): Labels {
  const flats = /^(flat|apartment|apt|unit|studio|room|maisonette)s?\.? (.+?) (?:at|in) (.+)$/i.exec(text)
  return flats ? flatsOf(flats[1] ?? '', flats[2] ?? '', flats[3] ?? '') : housesOf(text)
}

function housesOf(text: string): Labels {
  const name = nameIn(text)
  if (name !== undefined) return name
  const steps = stepsOf(text)
  if (typeof steps === 'string') return steps
  if (steps.numbers === undefined) return 'range-not-understood'
  const { numbers } = steps
  return steps.letters === undefined
    ? map(numbers, (number) => ({ number }))
    : map(steps.letters, (suffix) => ({ number: numbers.first, suffix }))
}

/** Flats of one house, or the same flats in each house of a range: all of one house before the next. */
function flatsOf(kind: string, units: string, place: string): Labels {
  const steps = stepsOf(units)
  if (typeof steps === 'string') return steps
  const houses = /^[\p{L}"]/u.test(place) && !parity(place).side ? namedBuilding(place) : housesOf(place)
  if (typeof houses === 'string') return houses

  const word = /^apt$/i.test(kind) ? 'Apartment' : kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase()
  const { numbers, letters } = steps
  const inside =
    letters === undefined
      ? map(numbers ?? [], (number) => `${word} ${number}`)
      : map(letters, (letter) => `${word} ${numbers?.first ?? ''}${letter}`)
  return {
    *[Symbol.iterator]() {
      for (const house of houses) for (const unit of inside) yield { ...house, unit }
    },
  }
}

const namedBuilding = (place: string): Labels =>
  nameIn(place) ?? nameIn(`"${place}"`) ?? 'range-not-understood'

function nameIn(text: string): DoorLabel[] | undefined {
  const label = DoorLabel.safeParse({ building: /^"([^"]+)"$/.exec(text)?.[1] })
  return label.success ? [label.data] : undefined
}

type Steps = { readonly numbers?: NumberRange; readonly letters?: readonly string[] }
type NumberRange = Iterable<number> & { readonly first: number }

/** `7`, `1-87 odd`, `1 to 9`, `14A`, `12A-12D`, `12A-D`; for flats `A-F` too. */
function stepsOf(text: string): Steps | DoorRangeProblem {
  const { side, rest } = parity(text)
  const match = /^(\d*) ?([a-z]?)(?:(?: ?- ?| to )(\d*) ?([a-z]?))?$/i.exec(rest)
  if (!match) return 'range-not-understood'
  const [, first = '', from = '', last, to = ''] = match
  const isSpan = last !== undefined

  if (from !== '' || to !== '') {
    const sameHouse = from !== '' && side === undefined && (!last || last === first)
    if (!sameHouse || (isSpan && to === '')) return 'range-not-understood'
    const letters = lettersBetween(from.toUpperCase(), (to || from).toUpperCase())
    if (letters.length === 0) return 'range-backwards'
    if (first === '') return { letters }
    return isHouseNumber(first)
      ? { numbers: numbersBetween(+first, +first), letters }
      : 'range-not-understood'
  }

  if (!isHouseNumber(first) || (isSpan && !isHouseNumber(last))) return 'range-not-understood'
  if (isSpan && +last < +first) return 'range-backwards'
  return { numbers: numbersBetween(+first, isSpan ? +last : +first, side) }
}

type Side = 'odd' | 'even' | 'all'

/** "odd", "evens only", "all": before or after the range. */
function parity(text: string): { side?: Side; rest: string } {
  const match = /^(?:(odd|even|all)s?:? )?(.*?)(?: (odd|even|all)s?(?: only)?)?$/i.exec(text)
  const word = (match?.[1] ?? match?.[3])?.toLowerCase()
  const rest = match?.[2] ?? text
  return word === 'odd' || word === 'even' || word === 'all' ? { side: word, rest } : { rest }
}

const isHouseNumber = (digits: string) => /^\d{1,5}$/.test(digits) && +digits > 0

function numbersBetween(first: number, last: number, side: Side = 'all'): NumberRange {
  const start = side === 'all' || first % 2 === (side === 'odd' ? 1 : 0) ? first : first + 1
  return {
    first: start,
    *[Symbol.iterator]() {
      for (let number = start; number <= last; number += side === 'all' ? 1 : 2) yield number
    },
  }
}

function lettersBetween(from: string, to: string): string[] {
  const letters: string[] = []
  for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++)
    letters.push(String.fromCharCode(code))
  return letters
}

/** Lazy and repeatable: a range as long as a postman's nightmare is given up after the door that is too many. */
function map<From, To>(from: Iterable<From>, to: (each: From) => To): Iterable<To> {
  return {
    *[Symbol.iterator]() {
      for (const each of from) yield to(each)
    },
  }
}
