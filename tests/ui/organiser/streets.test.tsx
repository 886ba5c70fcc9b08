// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inParts, streetsOfTable } from '#ui/organiser/streets/streets-of-table.ts'
import { answerLikeTheServer, Refused } from './answer-like-the-server.ts'
import { detail, id, openScreen } from './organiser-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null })

beforeEach(() => {
  server.on('GET ', () => detail())
})
afterEach(cleanup)

describe('a street typed as ranges', () => {
  test('shows its doors and their number while they are typed', async () => {
    openScreen('/streets/add')
    const doors = await screen.findByRole('textbox', { name: 'Doors' })
    await user.type(doors, '1-7 odd, 2-4 even, not 3')
    const heading = screen.getByRole('heading', { name: 'The doors, in this order: 5 doors' })
    expect(heading.parentElement?.textContent).toContain('1 5 7 2 4')
  })

  test('says which part is not clear, quoting it', async () => {
    openScreen('/streets/add')
    await user.type(await screen.findByRole('textbox', { name: 'Name of the street' }), 'Reede Road')
    await user.type(screen.getByRole('textbox', { name: 'Doors' }), '1-9, 20-10')
    await user.click(screen.getByRole('button', { name: 'Save the street' }))
    const link = await screen.findByRole('link', { name: /“20-10” runs backwards/ })
    await user.click(link)
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Doors' }))
  })

  test('is sent with the same ids again when the reply was lost', async () => {
    const sent: unknown[] = []
    server.on('POST /streets', ({ body }) => {
      sent.push(body)
      if (sent.length === 1) return new Refused(500, { error: 'server-error' })
      return { added: 1, addedDoors: 2, knownDoors: 0 }
    })
    openScreen('/streets/add')
    await user.type(await screen.findByRole('textbox', { name: 'Name of the street' }), 'Reede Road')
    await user.type(screen.getByRole('textbox', { name: 'Doors' }), '1, 14A')
    await user.click(screen.getByRole('button', { name: 'Save the street' }))
    await screen.findByText(/The server could not do this/)
    await user.click(screen.getByRole('button', { name: 'Save the street' }))
    await screen.findByText('Reede Road is saved with 2 doors.')

    expect(sent[0]).toEqual(sent[1])
    expect(sent[0]).toMatchObject({
      streets: [
        { name: 'Reede Road', doors: [{ label: { number: 1 } }, { label: { number: 14, suffix: 'A' } }] },
      ],
    })
  })
})

describe('a list of streets', () => {
  test('is previewed, saved, and its useless lines are named', async () => {
    server.on('POST /streets', () => ({ added: 2, addedDoors: 3, knownDoors: 0 }))
    openScreen('/streets/add-from-file')
    const csv =
      'Street,No,Postcode\nReede Road,1001,RM10 8DU\nReede Road,1003,\nAlibon Road,,\nAlibon Road,1002,\n'
    await user.upload(await screen.findByLabelText('File'), new File([csv], 'streets.csv'))

    expect(await screen.findByText('2 streets with 3 doors will be saved.')).toBeTruthy()
    expect(screen.getByText('Line 4: There is no number and no building name on this line')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Save these streets' }))
    await screen.findByText('2 streets and 3 doors added. 0 doors were there already.')
    expect(server.asked.at(-1)?.body).toMatchObject({
      streets: [
        {
          name: 'Reede Road',
          doors: [{ label: { number: 1001 }, postcode: 'RM10 8DU' }, { label: { number: 1003 } }],
        },
        { name: 'Alibon Road', doors: [{ label: { number: 1002 } }] },
      ],
    })
  })

  let made = 0
  const read = (...lines: string[][]) => {
    made = 0
    const columns = ['street', 'number', 'unit', 'building', 'order'] as const
    const rows = lines.map((cells, at) => ({ line: at + 2, cells }))
    return streetsOfTable(rows, columns, () => id(++made))
  }

  test('reads letters, spans and flats as they are written', () => {
    const { streets, refused } = read(
      ['Reede Road', '14a', '', '', ''],
      ['Reede Road', '12-14', '', '', ''],
      ['Reede Road', '22', '3', '', ''],
      ['Reede Road', '', '', 'Rose Cottage', ''],
      ['Reede Road', '14A', '', '', ''],
    )
    expect(refused).toEqual([])
    expect(streets.flatMap(({ doors }) => doors.map(({ label }) => label))).toEqual([
      { number: 14, suffix: 'A' },
      { building: '12-14' },
      { number: 22, unit: 'Flat 3' },
      { building: 'Rose Cottage' },
    ])
  })

  test('keeps the order of the walk where the list has one', () => {
    const { streets } = read(['Reede Road', '3', '', '', '2'], ['reede road', '1', '', '', '1'])
    expect(streets.map(({ doors }) => doors.map(({ label }) => label.number))).toEqual([[1, 3]])
  })

  test('is sent in parts that hold each street once', () => {
    const { streets } = read(...Array.from({ length: 250 }, (_, n) => [`Street ${n}`, '1', '', '', '']))
    const parts = inParts(streets)
    expect(parts.map((part) => part.length)).toEqual([100, 100, 50])
    expect(parts.flat()).toEqual(streets)
  })
})

test('a street is given to somebody and taken back', async () => {
  const street = { id: id(7), name: 'Reede Road', doors: 0, assigned: [] }
  const amy = { member: id(8), name: 'Amy', role: 'volunteer' }
  server.on(`GET /streets/${id(7)}`, () => ({ street, doors: [] }))
  server.on('GET /members', () => ({
    members: [
      {
        id: id(8),
        name: 'Amy',
        role: 'volunteer',
        revokedAt: null,
        streets: [],
        devices: [],
        invitation: 'open',
      },
    ],
  }))
  server.on(`PUT /streets/${id(7)}/assignments/${id(8)}`, () => ({ ...street, assigned: [amy] }))
  server.on(`DELETE /streets/${id(7)}/assignments/${id(8)}`, () => street)

  openScreen(`/streets/${id(7)}`)
  const card =
    (await screen.findByRole('heading', { name: 'Who has this street' })).parentElement ?? document.body
  await user.click(await within(card).findByRole('button', { name: 'Give the street' }))
  within(card).getByText('Choose who gets the street')
  await user.selectOptions(within(card).getByRole('combobox'), 'Amy (Volunteer)')
  await user.click(within(card).getByRole('button', { name: 'Give the street' }))
  await user.click(await within(card).findByRole('button', { name: 'Take the street back from Amy' }))
  await waitFor(() => expect(within(card).getByText('Nobody yet')).toBeTruthy())
})

test('the note on how to get to a door is shown, and can be cleared', async () => {
  const street = { id: id(7), name: 'Reede Road', doors: 2, assigned: [] }
  const door = (n: number) => ({
    id: id(n),
    street: id(7),
    label: { number: n },
    position: n,
    mark: 'to-visit',
  })
  let note: string | undefined = 'buzzer 3 is broken'
  server.on(`GET /streets/${id(7)}`, () => ({
    street,
    doors: [{ ...door(1), ...(note && { note }) }, door(2)],
  }))
  server.on(`DELETE /streets/${id(7)}/doors/${id(1)}/note`, () => {
    note = undefined
    return {}
  })
  openScreen(`/streets/${id(7)}`)
  await screen.findByText(/buzzer 3 is broken/)
  await user.click(screen.getByRole('button', { name: 'Clear the note on door 1' }))
  await waitFor(() => expect(screen.queryByText(/buzzer 3 is broken/)).toBeNull())
  expect(screen.queryByRole('button', { name: /Clear the note/ })).toBeNull()
})
