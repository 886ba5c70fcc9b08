// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { closeTab, type PhoneInHand, phoneInHand } from '../phone-in-hand.tsx'

afterEach(closeTab)

const user = userEvent.setup({ delay: null })
const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const press = async (name: string | RegExp) => user.click(await screen.findByRole('button', { name }))
const type = async (name: string | RegExp, text: string) =>
  user.type(await screen.findByRole('textbox', { name }), text)
const kinds = async ({ db }: PhoneInHand) =>
  (await db.entries.orderBy('id').toArray()).map(({ entry }) => entry.kind)
const numbersOnList = async () =>
  within(await screen.findByRole('list', { name: 'Doors' }))
    .getAllByRole('link')
    .map((door) => /^\w+/.exec(door.textContent ?? '')?.[0])

const addOnePageFor = async (phone: PhoneInHand) => {
  phone.open(`/streets/${phone.street}`)
  await user.click(await screen.findByRole('link', { name: 'Add a missing door' }))
  await heading('Add a missing door')
}

describe('a missing door', () => {
  test('is added offline, can be knocked at there and then, and stands in its place on the list', async () => {
    const phone = await phoneInHand({ numbers: [1, 2, 3, 4] })
    await addOnePageFor(phone)
    await type(/^Number or name/, '1a')
    await type(/^How to get to this door/, 'side gate')
    await press('Add this door')
    await heading('1A')
    expect(screen.getByText('Getting to the door: side gate')).toBeDefined()

    await press('No thanks')
    await heading('3')
    expect(await kinds(phone)).toEqual(['door', 'knock'])
    phone.open(`/streets/${phone.street}`)
    await waitFor(async () => expect(await numbersOnList()).toEqual(['1', '1A', '3', '4', '2']))
    expect(screen.getByText('1 of 5 doors done')).toBeDefined()
  })

  test('that is on the list already is only opened', async () => {
    const phone = await phoneInHand({ numbers: [1, 2] })
    await addOnePageFor(phone)
    await type(/^Number or name/, '2')
    await press('Add this door')
    await heading('2')
    expect(await kinds(phone)).toEqual([])
  })

  test('without a number or a name is not added, and what was typed stays', async () => {
    const phone = await phoneInHand({ numbers: [1] })
    await addOnePageFor(phone)
    await type(/^Postcode/, 'nowhere')
    await press('Add this door')
    const links = within(await screen.findByRole('alert')).getAllByRole('link')
    expect(links.map((link) => link.textContent)).toEqual(['Enter the number or the name of the house'])
    await type(/^Number or name/, '5')
    await press('Add this door')
    await screen.findByRole('link', { name: 'Enter a full postcode, like RM10 7TU, or leave it empty' })
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Postcode/ }).value).toBe('nowhere')
    expect(await kinds(phone)).toEqual([])
  })

  test('can be taken off the list while nothing happened there', async () => {
    const phone = await phoneInHand({ numbers: [1, 3] })
    await addOnePageFor(phone)
    await type(/^Number or name/, '5')
    await press('Add this door')
    await heading('5')
    await user.click(await screen.findByText('Something else'))
    await press(/take it off the list/)
    await waitFor(async () => expect(await numbersOnList()).toEqual(['1', '3']))
    expect(await kinds(phone)).toEqual(['door', 'withdraw'])
    expect(screen.getByText('0 of 2 doors done')).toBeDefined()
  })

  test('J1 that could not be saved is said not to be, and what was typed stays', async () => {
    const phone = await phoneInHand({ numbers: [1] })
    await addOnePageFor(phone)
    await type(/^Number or name/, '5')
    phone.failSaves(1)
    await press('Add this door')
    await screen.findByText(/The door was not saved/)
    await press('Add this door')
    await heading('5')
  })
})

describe('a note on how to get to a door', () => {
  test('is kept, shown at the door, and can be changed', async () => {
    const phone = await phoneInHand({ numbers: [1] })
    phone.open(phone.doorPath(0))
    await user.click(await screen.findByText('Something else'))
    await type(/^How to get to this door/, 'buzzer 3 is broken')
    await press('Save the note')
    await screen.findByText('Getting to the door: buzzer 3 is broken')
    await user.clear(await screen.findByRole('textbox', { name: /^How to get to this door/ }))
    await press('Save the note')
    await waitFor(() => expect(screen.queryByText(/^Getting to the door/)).toBeNull())
  })

  test('says never to write about people, and takes no phone number', async () => {
    const phone = await phoneInHand({ numbers: [1] })
    phone.open(phone.doorPath(0))
    await user.click(await screen.findByText('Something else'))
    expect(screen.getByText(/write about the door, never about people/)).toBeDefined()
    await type(/^How to get to this door/, 'ring Ann 01632 960 001')
    await press('Save the note')
    await screen.findByText('Write about the door only: no e-mail address and no phone number')
    expect(await kinds(phone)).toEqual([])
  })
})

describe('what the petition lays down', () => {
  test('only the outcomes that it offers stand at its doors', async () => {
    const phone = await phoneInHand({ numbers: [1], changes: { outcomes: ['language'] } })
    phone.open(phone.doorPath(0))
    const outcomes = await screen.findByRole('region', { name: 'What came of it?' })
    const offered = () =>
      within(outcomes)
        .getAllByRole('button', { hidden: true })
        .map((button) => button.textContent)
    await waitFor(() =>
      expect(offered()).toEqual([
        'No answer',
        'Call back',
        'No thanks',
        'Do not knock',
        'Other language',
        'Save the note',
      ]),
    )
  })

  test('petitions of before offer all of them', async () => {
    const phone = await phoneInHand({ numbers: [1], changes: { outcomes: undefined as never } })
    phone.open(phone.doorPath(0))
    await user.click(await screen.findByText('Something else'))
    for (const name of ['Can’t get in', 'Already signed', 'No-callers sticker'])
      await screen.findByRole('button', { name })
  })

  test('where not to call stands above the doors', async () => {
    const zoneNote = 'Not in Western Avenue: it is a no-calling zone.'
    const phone = await phoneInHand({ numbers: [1], changes: { zoneNote } })
    phone.open(`/streets/${phone.street}`)
    await screen.findByText(zoneNote)
  })

  test('a sticker keeps volunteers away, or tells them how to knock', async () => {
    const phone = await phoneInHand({ numbers: [1, 3] })
    phone.open(phone.doorPath(0))
    await user.click(await screen.findByText('Something else'))
    await press('No-callers sticker')
    await heading('3')
    phone.open(phone.doorPath(0))
    await screen.findByText(/asks callers to stay away/)
    closeTab()

    const other = await phoneInHand({ numbers: [1, 3], changes: { stickers: 'may-knock' } })
    other.open(other.doorPath(0))
    await user.click(await screen.findByText('Something else'))
    await press('No-callers sticker')
    await heading('3')
    other.open(other.doorPath(0))
    await screen.findByText(/you may knock once/)
    expect(screen.queryByText('Do not knock here')).toBeNull()
  })
})
