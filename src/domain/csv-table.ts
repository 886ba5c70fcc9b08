/**
 * A CSV file as people send it: whatever their spreadsheet made of it, read
 * into rows that know their line in the file. Nothing is dropped in silence:
 * a line that does not fit is listed in `ragged` with the cells it has.
 */
import Papa from 'papaparse'
import { formatPostcode } from './postcode.ts'

export const MAX_CSV_BYTES = 64 * 1024 * 1024

/** A line that a stray quotation mark makes unreadable is set apart, but a file of nothing else is no CSV. */
const MAX_STRAY_QUOTES = 200

/** Far more than any header; an unclosed quotation mark must not make a pattern run through the whole file. */
const LONGEST_HEADER = 20_000

export type CsvProblem =
  | 'csv-empty'
  | 'csv-too-large'
  | 'csv-not-text'
  | 'csv-is-spreadsheet'
  | 'csv-no-header'
  | 'csv-no-rows'
  | 'csv-quotes-unclear'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export type TableWarning =
  /** The bytes name no encoding; accents are worth a look. */
  | { readonly code: 'encoding-guessed' }
  /** Some bytes are no characters in the file's encoding. */
  | { readonly code: 'characters-lost' }
  | { readonly code: 'column-doubled'; readonly column: string }
  /** Counted from 1. */
  | { readonly code: 'column-unnamed'; readonly column: number }

/** `line` is the line of the file on which the row begins; the first is 1. */
export type TableRow = { readonly line: number; readonly cells: string[] }

export type Table = {
  readonly header: string[]
  readonly rows: TableRow[]
  /** Rows with too few or too many cells, or with a stray quotation mark. */
  readonly ragged: TableRow[]
  readonly encoding: Encoding
  readonly delimiter: ',' | ';' | '\t'
  readonly warnings: TableWarning[]
}

export function readTable(bytes: Uint8Array): Table | { problem: CsvProblem } {
  if (bytes.length > MAX_CSV_BYTES) return { problem: 'csv-too-large' }
  if (isSpreadsheet(bytes)) return { problem: 'csv-is-spreadsheet' }
  const { text, encoding, isGuess } = decode(bytes)
  if (text.trim() === '') return { problem: 'csv-empty' }
  if (text.includes('\0')) return { problem: 'csv-not-text' }

  const delimiter = delimiterOf(text)
  const read = rowsOf(text, delimiter)
  if (read === undefined) return { problem: 'csv-quotes-unclear' }
  const [first, ...rest] = read
  if (!first || first.isStray || looksLikeARow(first.cells)) return { problem: 'csv-no-header' }

  const header = withoutTrailingBlanks(first.cells, 1).map((name) => name.trim())
  const rows: TableRow[] = []
  const ragged: TableRow[] = []
  for (const { line, cells: all, isStray } of rest) {
    const cells = withoutTrailingBlanks(all, header.length)
    if (isStray || cells.length !== header.length) ragged.push({ line, cells })
    else rows.push({ line, cells })
  }
  if (rows.length + ragged.length === 0) return { problem: 'csv-no-rows' }

  const warnings = columnWarnings(header)
  if (isGuess) warnings.push({ code: 'encoding-guessed' })
  if (text.includes('\uFFFD')) warnings.push({ code: 'characters-lost' })
  return { header, rows, ragged, encoding, delimiter, warnings }
}

/** Office files begin as a ZIP archive or an OLE container, whatever their name says. */
function isSpreadsheet(bytes: Uint8Array): boolean {
  return startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)
}

const startsWith = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, i) => bytes[i] === byte)

function decode(bytes: Uint8Array): { text: string; encoding: Encoding; isGuess: boolean } {
  const encoding = markedEncoding(bytes) ?? unmarkedUtf16(bytes)
  if (encoding !== undefined) {
    return { text: withLf(new TextDecoder(encoding).decode(bytes)), encoding, isGuess: false }
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { text: withLf(text), encoding: 'utf-8', isGuess: false }
  } catch {
    return { text: withLf(decodeWindows1252(bytes)), encoding: 'windows-1252', isGuess: true }
  }
}

/** One kind of line end: Papa Parse settles on one for the whole file, and joins the lines of the other. */
const withLf = (text: string) => text.replace(/\r\n?/g, '\n')

function markedEncoding(bytes: Uint8Array): Encoding | undefined {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8'
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be'
  return undefined
}

/** Commas, line ends and a header in Latin letters leave a zero in every other byte, at the same side of all. */
function unmarkedUtf16(bytes: Uint8Array): Encoding | undefined {
  const sample = bytes.subarray(0, 2000)
  let even = 0
  let odd = 0
  for (const [i, byte] of sample.entries()) {
    if (byte === 0 && i % 2 === 0) even += 1
    if (byte === 0 && i % 2 === 1) odd += 1
  }
  if (Math.max(even, odd) * 20 < sample.length || Math.min(even, odd) * 5 > Math.max(even, odd))
    return undefined
  return odd > even ? 'utf-16le' : 'utf-16be'
}

/** 0x80 to 0x9F, where it differs from Latin-1. Our own table: Node 20's TextDecoder leaves these as control characters. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

function decodeWindows1252(bytes: Uint8Array): string {
  return new TextDecoder('latin1')
    .decode(bytes)
    .replace(/[\x80-\x9f]/g, (character) => WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80))
}

/** The one that occurs most often in the header; a comma when none does. Excel's `sep=;` line decides, where it stands. */
function delimiterOf(text: string): Table['delimiter'] {
  const told = /^sep=([,;\t])\n/i.exec(text)?.[1]
  if (told === ',' || told === ';' || told === '\t') return told
  const header = /^(?:"(?:[^"]|"")*"|[^"\n]|")*/.exec(text.trimStart().slice(0, LONGEST_HEADER))?.[0] ?? ''
  const unquoted = header.replace(/"(?:[^"]|"")*"/g, '')
  const times = (mark: string) => unquoted.split(mark).length
  const marks: Table['delimiter'][] = [',', ';', '\t']
  const [best] = marks.sort((a, b) => times(b) - times(a))
  return best ?? ','
}

type ReadRow = TableRow & { readonly isStray: boolean }

/**
 * Rows with something in them. After a line with a stray quotation mark reading
 * starts anew on the next line, so that it can't swallow others; undefined when
 * there are too many such lines.
 */
function rowsOf(text: string, delimiter: string): ReadRow[] | undefined {
  const rows: ReadRow[] = []
  let line = 1
  let start = 0
  if (/^sep=[,;\t]\n/i.test(text)) {
    line = 2
    start = 6
  }
  for (let strays = 0; start < text.length; strays++) {
    if (strays > MAX_STRAY_QUOTES) return undefined
    const firstLine = line
    let isStray = false
    Papa.parse<string[]>(text.slice(start), {
      delimiter,
      newline: '\n',
      step: ({ data: cells, errors }, parser) => {
        isStray = errors.some(({ type }) => type === 'Quotes')
        if (isStray) {
          parser.abort()
          return
        }
        if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells, isStray })
        line += 1 + cells.reduce((breaks, cell) => breaks + breaksIn(cell), 0)
      },
    })
    if (!isStray) return rows
    for (let passed = firstLine; passed < line; passed++) start = text.indexOf('\n', start) + 1
    const end = (text.indexOf('\n', start) + 1 || text.length + 1) - 1
    rows.push({ line, cells: text.slice(start, end).split(delimiter), isStray })
    line += 1
    start = end + 1
  }
  return rows
}

const breaksIn = (cell: string) => (cell.includes('\n') ? cell.split('\n').length - 1 : 0)

/** A spreadsheet may end its lines in delimiters that belong to no column. */
function withoutTrailingBlanks(cells: string[], atLeast: number): string[] {
  let { length } = cells
  while (length > atLeast && cells[length - 1]?.trim() === '') length -= 1
  return length === cells.length ? cells : cells.slice(0, length)
}

/** No column is called by an address, a postcode or a number: this file begins with a person. */
const looksLikeARow = (cells: readonly string[]) =>
  cells.some(
    (cell) => /\S@\S+\.\S/.test(cell) || /^\s*\d+\s*$/.test(cell) || formatPostcode(cell) !== undefined,
  )

function columnWarnings(header: readonly string[]): TableWarning[] {
  const warnings: TableWarning[] = []
  for (const [i, name] of header.entries()) {
    const same = (other: string) => other.toLowerCase() === name.toLowerCase()
    if (name === '') warnings.push({ code: 'column-unnamed', column: i + 1 })
    else if (header.findIndex(same) < i && header.slice(0, i).filter(same).length === 1)
      warnings.push({ code: 'column-doubled', column: name })
  }
  return warnings
}
