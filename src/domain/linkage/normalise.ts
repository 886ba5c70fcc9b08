/**
 * A signature as comparing needs it: everything folded away in which one person
 * writes two signatures differently. The folded form is for suggesting matches
 * only; it is never shown, printed or handed in.
 */
import { formatPostcode } from '../postcode.ts'

/** Raised with any change below: keys of different versions don't meet, so the stored ones are then made anew. */
export const NORMALISER_VERSION = 1

export type WrittenSignature = {
  readonly name: string
  readonly address?: string | undefined
  readonly postcode?: string | undefined
  readonly email?: string | undefined
}

/** What is undefined was not given, or not understood: it speaks neither for nor against a match. */
export type NormalisedSignature = {
  readonly name: string
  readonly postcode: string | undefined
  /** Number, suffix and unit, "14a/3"; a building's name where there is no number. */
  readonly house: string | undefined
  readonly street: string | undefined
  readonly email: string | undefined
}

export function normaliseSignature({
  name,
  address,
  postcode,
  email,
}: WrittenSignature): NormalisedSignature {
  return {
    name: normaliseName(name),
    postcode: formatPostcode(postcode ?? ''),
    ...normaliseAddress(address ?? ''),
    email: email?.normalize('NFKC').trim().toLowerCase() || undefined,
  }
}

/** `Dr. Siân O’Connor`, `SIAN O'CONNOR` and `Sian Oconnor` are one key. */
function normaliseName(name: string): string {
  const folded = foldLetters(name).trim()
  const isCouple = /&|\+| and /.test(folded)
  const untitled = isCouple
    ? folded
    : folded.replace(/^(?:(?:mr|mrs|ms|miss|mx|dr|prof)(?:\.\s*|\s+))+(?=\S)/, '')
  return lettersAndDigits(untitled) || folded
}

/**
 * Small letters without accents. Marks go from Latin and Greek letters only:
 * elsewhere they are vowels. What Unicode does not decompose is listed.
 */
function foldLetters(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/[łßøæœđðþħıŧ]/g, (letter) => undecomposed[letter] ?? letter)
}

const undecomposed: Readonly<Record<string, string>> = {
  ł: 'l',
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
}

const lettersAndDigits = (text: string) => text.replace(/[^\p{L}\p{M}\p{N}]/gu, '')

type Place = { readonly house: string | undefined; readonly street: string | undefined }

/** `Flat 3, 14A Reede Road, Dagenham`, `14a Reede Rd`, `3/14 Reede Road`, `Rose Cottage, Reede Road`. */
function normaliseAddress(address: string): Place {
  const folded = foldLetters(address)
    .replace(/[‐‑‒–—]/g, '-')
    .trim()
  const flat =
    /^(?:flat|apartment|apt|unit|studio|room|maisonette)\.? ?(\d+ ?[a-z]?|[a-z])(?![\p{L}\p{N}])[\s,]*/u.exec(
      folded,
    )
  const parts = (flat ? folded.slice(flat[0].length) : folded)
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

  for (const [i, part] of parts.entries()) {
    const match =
      /^(?:no\.? ?|number )?(?:(\d{1,5})\/)?(\d{1,5}(?:-\d{1,5})?)(?: ?([a-z])(?![\p{L}\p{N}]))?(?![\p{L}\p{N}])\s*(.*)$/u.exec(
        part,
      )
    if (!match) continue
    const [, before, number = '', suffix = '', rest = ''] = match
    return {
      house: houseOf(`${number}${suffix}`, before ?? flat?.[1]),
      street: normaliseStreet(rest || parts[i + 1]),
    }
  }

  const [first, second] = parts
  if (first === undefined || second === undefined || endsAsAStreet(first)) {
    return { house: undefined, street: normaliseStreet(first) }
  }
  return { house: houseOf(lettersAndDigits(first), flat?.[1]), street: normaliseStreet(second) }
}

const houseOf = (house: string, unit: string | undefined) =>
  unit === undefined ? house : `${house}/${lettersAndDigits(unit)}`

const shortByWord: Readonly<Record<string, string>> = {
  avenue: 'ave',
  av: 'ave',
  close: 'cl',
  court: 'ct',
  crescent: 'cres',
  drive: 'dr',
  gardens: 'gdns',
  grove: 'gr',
  lane: 'ln',
  place: 'pl',
  road: 'rd',
  square: 'sq',
  street: 'st',
  terrace: 'ter',
}
const shortWords = new Set(Object.values(shortByWord))

/** "Reede Road" and "reede rd." are one street. The first word is never shortened: St Mary's is a saint's. */
function normaliseStreet(street: string | undefined): string | undefined {
  const words = wordsOf(street ?? '')
  return words.map((word, i) => (i === 0 ? saint(word) : (shortByWord[word] ?? word))).join('') || undefined
}

const saint = (word: string) => (word === 'saint' ? 'st' : word)

function endsAsAStreet(part: string): boolean {
  const words = wordsOf(part)
  const last = words.at(-1) ?? ''
  return (
    words.length > 1 && last !== 'court' && last !== 'ct' && (last in shortByWord || shortWords.has(last))
  )
}

const wordsOf = (text: string) =>
  text
    .split(/[\s-]+/)
    .map(lettersAndDigits)
    .filter((word) => word !== '')
