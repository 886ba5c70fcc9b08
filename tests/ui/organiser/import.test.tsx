// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { csvText } from '#ui/organiser/csv/download-csv.ts'
import { mergeRefused } from '#ui/organiser/import/import-rows.ts'
import { type Asked, answerLikeTheServer } from './answer-like-the-server.ts'
import { detail, openScreen, petition } from './organiser-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null })
const rowsSent = () =>
  server.asked
    .filter(({ path }) => path.endsWith('/rows'))
    .map(({ body }) => (body as { rows: unknown[] }).rows)

beforeEach(() => {
  localStorage.clear()
  server.on('GET ', () => detail())
})
afterEach(cleanup)

/** Answers for whatever batch the screen made an id for. */
function serverOfImports({ failAfter = Number.POSITIVE_INFINITY }: { failAfter?: number } = {}) {
  let chunks = 0
  const batches = new Set<string>()
  const known = new Set<number>()
  globalThis.fetch = ((inner) => async (url, init) => {
    const batch = /\/imports\/([^/]+)/.exec(String(url))?.[1]
    if (batch && !batches.has(batch)) {
      batches.add(batch)
      server.on(`PUT /imports/${batch}`, () => ({ batch }))
      server.on(`POST /imports/${batch}/rows`, ({ body }: Asked) => {
        if (++chunks > failAfter) throw new TypeError('Failed to fetch')
        const { rows } = body as { rows: { line: number; name: string }[] }
        const refused = rows
          .filter(({ name }) => name === '')
          .map(({ line }) => ({ line, reason: 'name-missing' }))
        const fresh = rows.filter(({ line }) => !known.has(line))
        for (const { line } of rows) known.add(line)
        const taken = fresh.length - refused.length
        return { taken, known: rows.length - fresh.length, refused }
      })
      server.on(`POST /imports/${batch}/finish`, () => ({
        batch: {
          id: batch,
          code: 'B-7QK2',
          source: 'online',
          from: 'Online petition',
          receivedAt: '2017-10-01T12:00:00.000Z',
          state: 'waiting',
          counts: { received: 14, new: 11, alreadyOnRoll: 2, toDecide: 1, late: 0, withdrawn: 0 },
          knocks: 0,
        },
        refused: [],
      }))
    }
    return inner(url, init)
  })(globalThis.fetch)
  return { batches, recover: () => (chunks = Number.NEGATIVE_INFINITY) }
}

async function choose(csv: string, name = 'online.csv') {
  await user.upload(await screen.findByLabelText('File'), new File([csv], name))
}

describe('an online notice', () => {
  test('is guessed, previewed, and read as its columns are mapped by hand', async () => {
    serverOfImports()
    openScreen('/import')
    await choose('Name;Nickname;Post code\nAnn Smith;Annie;RM10 7TU\nBob Jones;Bobby;RM10 8DU\n')

    expect(
      await screen.findByText(/2 lines. Letters stored as UTF-8, cells separated by semicolons/),
    ).toBeTruthy()
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Post code' }).value).toBe('postcode')
    expect(screen.getByText('Left out: Nickname.')).toBeTruthy()

    await user.selectOptions(screen.getByRole('combobox', { name: 'Nickname' }), 'Full name')
    expect(screen.getByText('Choose one column only for: Full name.')).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Import 2 lines' }).disabled).toBe(true)

    await user.selectOptions(screen.getByRole('combobox', { name: 'Name' }), 'Leave out')
    const preview = screen.getByRole('table', { name: 'The first lines, as they will be read' })
    expect(within(preview).getByRole('cell', { name: 'Annie' })).toBeTruthy()
    expect(within(preview).queryByText('Ann Smith')).toBeNull()

    await user.click(screen.getByRole('button', { name: 'Import 2 lines' }))
    await screen.findByText('14 received = 11 new + 2 already on the roll + 1 to decide')
    expect(rowsSent()).toEqual([
      [
        { line: 2, name: 'Annie', postcode: 'RM10 7TU' },
        { line: 3, name: 'Bobby', postcode: 'RM10 8DU' },
      ],
    ])
  })

  test('lists every line that was refused, here or by the server, with its reason', async () => {
    serverOfImports()
    openScreen('/import')
    await choose('Name,Postcode\nAnn Smith,RM10 7TU\n,RM10 7TU\nBob,RM10 8DU,too many\n')
    await user.click(await screen.findByRole('button', { name: 'Import 2 lines' }))

    const table = await screen.findByRole('table', { name: 'Lines that were refused, and why' })
    expect(
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map((row) => row.textContent),
    ).toEqual(['3There is no name on this line', '4This line has another number of cells than the header'])
    expect(screen.getByText('1 line taken, 2 refused.')).toBeTruthy()
  })

  test('goes in chunks of 500, and goes on where it stopped', async () => {
    const imports = serverOfImports({ failAfter: 2 })
    openScreen('/import')
    const lines = Array.from({ length: 1200 }, (_, n) => `Person ${n},RM10 7TU`)
    await choose(`Name,Postcode\n${lines.join('\n')}\n`)
    await user.click(await screen.findByRole('button', { name: 'Import 1,200 lines' }))
    await screen.findByText(/Stopped after 1,000 lines/)
    expect(screen.getByText(/could not be reached/)).toBeTruthy()

    imports.recover()
    await user.click(screen.getByRole('button', { name: 'Go on' }))
    await screen.findByText('1,200 lines taken, 0 refused.')
    expect(rowsSent().map((rows) => rows.length)).toEqual([500, 500, 200, 200])
    expect(imports.batches.size).toBe(1)
  })

  test('chosen again after the tab was closed is the same batch', async () => {
    const imports = serverOfImports({ failAfter: 0 })
    const csv = 'Name,Postcode\nAnn Smith,RM10 7TU\n'
    openScreen('/import')
    await choose(csv)
    await user.click(await screen.findByRole('button', { name: 'Import 1 line' }))
    await screen.findByText(/could not be reached/)
    expect(JSON.stringify(localStorage)).not.toContain('Smith')
    cleanup()

    imports.recover()
    openScreen('/import')
    await choose(csv)
    await screen.findByText(/You began to import this file before/)
    await user.click(screen.getByRole('button', { name: 'Import 1 line' }))
    await screen.findByText('1 line taken, 0 refused.')
    expect(imports.batches.size).toBe(1)
    expect(localStorage.getItem(`petition-pack.import.${petition}`)).toBeNull()
  })

  test('that is a spreadsheet, or empty, says what to do', async () => {
    openScreen('/import')
    await choose('PK\u0003\u0004…', 'names.xlsx.csv')
    await screen.findByText(/This is a spreadsheet/)
    await choose(' \n')
    await screen.findByText(/This file is empty/)
  })
})

test('a downloaded report holds nothing that a spreadsheet would run', () => {
  expect(
    csvText(
      ['Line', 'Why', 'Name'],
      [
        ['2', 'There is no name', '=HYPERLINK("x")'],
        ['3', 'x', '+44'],
      ],
    ),
  ).toBe('\uFEFFLine,Why,Name\r\n2,There is no name,"\'=HYPERLINK(""x"")"\r\n3,x,"\'+44"\r\n')
})

test('a line refused twice is reported once, in the order of the file', () => {
  const line = (n: number, reason = 'name-missing') => ({ line: n, reason })
  expect(mergeRefused([line(9)], [line(3), line(9)], [])).toEqual([line(3), line(9)])
})
