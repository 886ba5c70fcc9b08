import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_CSV_BYTES, readTable, type Table } from '#domain/csv-table.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16le = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))
const utf16be = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16())
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

function table(bytes: Uint8Array | string): Table {
  const read = readTable(typeof bytes === 'string' ? utf8(bytes) : bytes)
  if ('problem' in read) throw new Error(read.problem)
  return read
}

const problem = (bytes: Uint8Array | string) => {
  const read = readTable(typeof bytes === 'string' ? utf8(bytes) : bytes)
  return 'problem' in read ? read.problem : undefined
}

describe('a table', () => {
  test('has a header, and rows that know their line in the file', () => {
    expect(table('Name,Postcode\nAda Okoro,RM10 7TU\nSiân O’Connor,RM10 8DU\n')).toEqual({
      header: ['Name', 'Postcode'],
      rows: [
        { line: 2, cells: ['Ada Okoro', 'RM10 7TU'] },
        { line: 3, cells: ['Siân O’Connor', 'RM10 8DU'] },
      ],
      ragged: [],
      encoding: 'utf-8',
      delimiter: ',',
      warnings: [],
    })
  })

  test.each([
    ['commas', 'Name,Postcode\nAda,RM10', ','],
    ['semicolons, with commas inside', 'Name;Home, as given;Postcode\nAda;1, Reede Road;RM10', ';'],
    ['tabs', 'Name\tPostcode\nAda\tRM10', '\t'],
    ['one column only', 'Name\nAda', ','],
    ['quoted commas in a semicolon header', '"Name, first, last";Postcode\nAda;RM10', ';'],
    ["Excel's own line about it", 'sep=;\nName;Postcode\nAda;RM10', ';'],
  ])('is divided by %s', (_, text, delimiter) => {
    const read = table(text)
    expect(read.delimiter).toBe(delimiter)
    expect(read.rows[0]?.cells).toHaveLength(read.header.length)
    expect(read.rows[0]?.line).toBe(text.startsWith('sep=') ? 3 : 2)
  })

  test('keeps a quoted line break in its cell, and counts it in the lines', () => {
    const { rows } = table('Name,Address\n"Ada ""A"" Okoro","12 Reede Road\nDagenham"\nBo,3 Reede Road\n')
    expect(rows).toEqual([
      { line: 2, cells: ['Ada "A" Okoro', '12 Reede Road\nDagenham'] },
      { line: 4, cells: ['Bo', '3 Reede Road'] },
    ])
  })

  test.each(['\n', '\r\n', '\r'])('has the same rows with lines that end in %j', (end) => {
    const { rows } = table(['Name,Address', 'Ada,"1\n2"', '', 'Bo,3', ''].join(end))
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [2, 'Ada'],
      [5, 'Bo'],
    ])
  })

  test('joins no rows when line ends are mixed', () => {
    expect(table('Name\r\nAda\nBo\rCy\r\n').rows.map(({ cells }) => cells[0])).toEqual(['Ada', 'Bo', 'Cy'])
  })

  test('skips blank lines, also those of delimiters only, before the header too', () => {
    const { header, rows } = table('\n,,\nName,Postcode\n\nAda,RM10\n , \n\nBo,RM9\n')
    expect(header).toEqual(['Name', 'Postcode'])
    expect(rows.map(({ line }) => line)).toEqual([5, 8])
  })

  test('lists rows with too few or too many cells, with what is in them', () => {
    const { rows, ragged } = table('Name,Postcode\nAda\nBo,RM10\nCy,RM10,extra\nDi,RM10,,\n')
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['Bo', 'RM10'],
      ['Di', 'RM10'],
    ])
    expect(ragged).toEqual([
      { line: 2, cells: ['Ada'] },
      { line: 4, cells: ['Cy', 'RM10', 'extra'] },
    ])
  })

  test('loses only the line with a stray quotation mark, never those after it', () => {
    const { rows, ragged } = table('Name,Postcode\nAda,RM10\n"Bo" Bold,RM9\nCy,"RM8"\n"Di,RM7\nEd,RM6\n')
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [2, 'Ada', 'RM10'],
      [4, 'Cy', 'RM8'],
      [6, 'Ed', 'RM6'],
    ])
    expect(ragged).toEqual([
      { line: 3, cells: ['"Bo" Bold', 'RM9'] },
      { line: 5, cells: ['"Di', 'RM7'] },
    ])
  })

  test('warns of columns that are named twice or not at all', () => {
    expect(table('Name,Email,,name,NAME\na,b,c,d,e\n').warnings).toEqual([
      { code: 'column-unnamed', column: 3 },
      { code: 'column-doubled', column: 'name' },
    ])
  })
})

describe('the encoding of a table', () => {
  const text = 'Name,Postcode\nSiân O’Connor,RM10 7TU\nরহিমা,RM10 8DU\n'
  const names = ['Siân O’Connor', 'রহিমা']

  test.each([
    ['UTF-8', utf8(text), 'utf-8'],
    ['UTF-8 with a byte-order mark', utf8(`\uFEFF${text}`), 'utf-8'],
    ['UTF-16LE with a byte-order mark', utf16le(`\uFEFF${text}`), 'utf-16le'],
    ['UTF-16LE without one', utf16le(text), 'utf-16le'],
    ['UTF-16BE with a byte-order mark', utf16be(`\uFEFF${text}`), 'utf-16be'],
    ['UTF-16BE without one', utf16be(text), 'utf-16be'],
  ])('is seen to be %s', (_, bytes, encoding) => {
    const read = table(bytes)
    expect(read.header).toEqual(['Name', 'Postcode'])
    expect(read.rows.map(({ cells }) => cells[0])).toEqual(names)
    expect(read.encoding).toBe(encoding)
    expect(read.warnings).toEqual([])
  })

  test('is Windows-1252 when it is not UTF-8, and the guess is told', () => {
    const read = table(latin1('Name;Gift\nSi\xe2n O\x92Connor;\x80 5\n'))
    expect(read.rows[0]?.cells).toEqual(['Siân O’Connor', '€ 5'])
    expect(read.encoding).toBe('windows-1252')
    expect(read.warnings).toEqual([{ code: 'encoding-guessed' }])
  })

  test('stays what its byte-order mark says, and lost characters are told', () => {
    const read = table(Uint8Array.from([0xef, 0xbb, 0xbf, ...latin1('Name\nSi\xe2n\n')]))
    expect(read.encoding).toBe('utf-8')
    expect(read.warnings).toEqual([{ code: 'characters-lost' }])
  })
})

describe('a file that is no table', () => {
  test.each([
    ['nothing', '', 'csv-empty'],
    ['blank lines', '\n \n', 'csv-empty'],
    ['a lonely byte-order mark', '\uFEFF', 'csv-empty'],
    ['a header alone', 'Name,Postcode\n', 'csv-no-rows'],
    ['only delimiters', ',,\n,,', 'csv-no-header'],
    ['people from the first line on', 'Ada Okoro,ada@example.org\nBo,bo@example.org', 'csv-no-header'],
    ['a postcode in the first line', 'Ada Okoro,rm107tu\n', 'csv-no-header'],
    ['doors from the first line on', 'Reede Road,1\nReede Road,3', 'csv-no-header'],
    ['a header with a stray quotation mark', '"Name,Postcode\nAda,RM10', 'csv-no-header'],
    ['bytes of something else', 'a\0\0\0\0\0b', 'csv-not-text'],
    ['quotation marks gone mad', `Name,Note\n${'"x" y,z\n'.repeat(300)}`, 'csv-quotes-unclear'],
  ])('%s', (_, text, expected) => {
    expect(problem(text)).toBe(expected)
  })

  test('a workbook', () => {
    expect(problem(Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]))).toBe('csv-is-spreadsheet')
    expect(problem(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe('csv-is-spreadsheet')
  })

  test('too much to hold', () => {
    expect(problem(new Uint8Array(MAX_CSV_BYTES + 1))).toBe('csv-too-large')
  })

  test('an unclosed quotation mark before millions of characters', () => {
    expect(problem(`"Name,Postcode\n${'Ada,RM10 7TU\n'.repeat(400_000)}`)).toBe('csv-no-header')
  })

  test('any bytes are read or refused, without a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readTable(bytes)).toBeTypeOf('object')
      }),
    )
  })
})

describe('any table', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', ' ', ',', ';', '"', '\n', '\t', '’'),
    maxLength: 6,
  })
  const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 })

  test('is read back as it was written', () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        (cells, mark, end) => {
          const written = [['One', 'Two', 'Three'], ...cells]
            .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(mark))
            .join(end)
          const filled = cells.filter((row) => row.some((each) => each.trim() !== ''))
          const read = readTable(utf8(written))
          if (filled.length === 0) expect(read).toEqual({ problem: 'csv-no-rows' })
          else expect('rows' in read && read.rows.map((row) => row.cells)).toEqual(filled)
        },
      ),
    )
  })

  test('of 150,000 people is read in a few seconds, every one of them', () => {
    const people = Array.from(
      { length: 150_000 },
      (_, i) => `Person ${i},"${i} Reede Road, Dagenham",RM10 8DU,p${i}@example.org,2017-09-01`,
    )
    const bytes = utf8(['Name,Address,Postcode,Email,Date', ...people].join('\r\n'))
    const started = performance.now()
    const { rows } = table(bytes)
    expect(performance.now() - started).toBeLessThan(5000)
    expect(rows).toHaveLength(150_000)
    expect(rows.at(-1)?.line).toBe(150_001)
  })
})
