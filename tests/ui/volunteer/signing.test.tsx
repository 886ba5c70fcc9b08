// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { closeTab, type PhoneInHand, phoneInHand } from './phone-in-hand.tsx'

afterEach(closeTab)

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }))
/** On a busy machine an app takes seconds to start again. */
const SLOW = { timeout: 5_000 }

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const kinds = async (phone: PhoneInHand) =>
  (await phone.db.entries.orderBy('id').toArray()).map(({ entry }) => entry.kind)

async function handOver(phone: PhoneInHand, place = 0): Promise<void> {
  phone.open(phone.doorPath(place, 'sign'))
  await press('Hand over the phone')
  await heading('Sign the petition')
}

async function fillAndSign({ name = 'Siân O’Connor', postcode = 'rm10 8zz' } = {}): Promise<void> {
  await userEvent.type(field('Full name'), name)
  await userEvent.clear(field('Postcode'))
  await userEvent.type(field('Postcode'), postcode)
  await userEvent.click(screen.getByRole('radio', { name: 'I live here' }))
  await press('Sign')
}

/** A keyboard presses twice what a finger holds. */
async function handBack(): Promise<void> {
  await press('Volunteer: press and hold')
  const hold = screen.getByRole('button', { name: /press and hold|Press once more/ })
  fireEvent.click(hold, { detail: 0 })
  const again = screen.queryByRole('button', { name: 'Press once more' })
  if (again) fireEvent.click(again, { detail: 0 })
}

describe('before the phone changes hands', () => {
  test('the resident reads all of what they sign, with who answers for it and until when', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0, 'sign'))
    await heading('Read this together')
    for (const words of [
      'Keep the library in Church Street open six days a week.',
      'It is to close in spring.',
      'To The council',
      /erased by 30 June 2027/,
      /Library Friends answers for this/,
      /us@example\.org/,
      'The whole notice.',
    ]) {
      expect(screen.getByText(words)).toBeDefined()
    }
  })

  test('nobody can sign a petition that is closed', async () => {
    const phone = await phoneInHand({ changes: { state: 'closed' } })
    phone.open(phone.doorPath(0, 'sign'))
    await screen.findByRole('heading', { level: 1, name: 'Nobody can sign any more' })
    await screen.findByText(/This petition is closed/)

    // Nor does another person at a door where somebody signed just before.
    closeTab()
    phone.open(`${phone.doorPath(0)}/signed`)
    await screen.findByRole('heading', { level: 1, name: /^Signed at / })
    expect(screen.queryByRole('button', { name: 'Another person here' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Hand over the phone' })).toBeNull()
  })
})

describe('the resident’s page', () => {
  test('has this door’s address, no way elsewhere, and nothing for a browser to remember', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    expect(screen.getByText('1 Reede Road')).toBeDefined()
    expect(field('Postcode').value).toBe('RM10 8')
    expect(field('Full name').value).toBe('')
    expect(screen.queryAllByRole('link')).toEqual([])
    expect(screen.queryByText('Vic')).toBeNull()
    for (const box of screen.getAllByRole('textbox')) {
      expect(box.getAttribute('autocomplete')).toBe('off')
      expect(box.getAttribute('spellcheck')).toBe('false')
    }
  })

  test('the Back button shows the same page', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    history.back()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await heading('Sign the petition')
  })

  test('answers that need a change keep everything typed', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await userEvent.type(field('Full name'), 'Siân')
    await userEvent.clear(field('Postcode'))
    await userEvent.type(field('Postcode'), 'RM1O')
    await press('Sign')
    const summary = await screen.findByRole('alert')
    expect(summary.textContent).toContain('There is a problem')
    expect(within(summary).getByText('Enter a full UK postcode, like RM10 7TU')).toBeDefined()
    expect(within(summary).getByText('Choose how you belong to this area')).toBeDefined()
    expect(field('Full name').value).toBe('Siân')
    expect(document.title).toMatch(/^Error: /)

    await userEvent.type(field('Postcode'), ' 7TU')
    await press('Use this')
    expect(document.activeElement?.contains(screen.getByLabelText('Postcode'))).toBe(true)
    expect(document.activeElement).not.toBe(document.body)
    expect(field('Postcode').value).toBe('RM10 7TU')
  })

  test('J1 says “saved” only after the save, and loses nothing typed when it fails', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    phone.failSaves(1)
    await fillAndSign()
    await screen.findByText('Your signature is not saved yet')
    expect(screen.queryByText(/is saved on this phone/)).toBeNull()
    expect(field('Full name').value).toBe('Siân O’Connor')
    expect(await kinds(phone)).toEqual([])

    await press('Sign')
    await screen.findByText('Your signature is saved on this phone.')
    expect(await kinds(phone)).toEqual(['sign'])
  })

  test('P1 what is typed survives a crash, sealed, and is erased by the save', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await userEvent.type(field('Full name'), 'Half-typed Resident')
    await waitFor(async () => expect(await phone.db.drafts.count()).toBe(1))
    await waitFor(async () => {
      closeTab()
      phone.open()
      await userEvent.click(await screen.findByRole('link', { name: 'Go on with it' }))
    }, SLOW)
    const [draft] = await phone.db.drafts.toArray()
    expect(Buffer.from(draft?.sealed ?? []).includes('Half-typed')).toBe(false)

    await press('Hand over the phone')
    await heading('Sign the petition')
    expect(field('Full name').value).toBe('Half-typed Resident')
    await fillAndSign({ name: '!' })
    await screen.findByText('Your signature is saved on this phone.')
    expect(await phone.db.drafts.count()).toBe(0)
  })

  test('who does not want to sign hands back a blank phone, and nothing is kept', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await userEvent.type(field('Full name'), 'No Thanks')
    await press('I don’t want to sign')
    await handBack()
    await heading('1')
    expect(await phone.db.drafts.count()).toBe(0)
    expect(await kinds(phone)).toEqual([])
  })

  test('who may not sign is told why on a page of its own, and may come back', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await press('I can’t sign: I don’t live or work here')
    await heading('This petition is for people from here')
    expect(screen.queryByRole('alert')).toBeNull()
    await press('Go back and sign')
    await heading('Sign the petition')
  })
})

describe('after the signature', () => {
  test('contact is asked for on its own, unticked, and “no” needs nothing', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await fillAndSign()
    await press('Keep me posted')
    await heading('May we write to you?')
    for (const box of screen.getAllByRole<HTMLInputElement>('checkbox')) expect(box.checked).toBe(false)
    await press('No thanks')
    await heading('Give the phone back')
    expect(await kinds(phone)).toEqual(['sign'])
  })

  test('a yes wants to know to what and where, and amends the signature', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await fillAndSign()
    await press('Keep me posted')
    await press('Yes, write to me')
    const summary = await screen.findByRole('alert')
    expect(within(summary).getByText(/^Tick what we may write about/)).toBeDefined()
    await userEvent.click(screen.getByRole('checkbox', { name: 'What comes of this petition' }))
    await userEvent.click(screen.getByRole('checkbox', { name: 'By e-mail' }))
    await userEvent.type(field('E-mail address'), 'sian@example.org')
    await press('Yes, write to me')
    await heading('Give the phone back')
    expect(await kinds(phone)).toEqual(['sign', 'amend'])
  })

  test('the phone comes back blank, and only a held press goes on', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await fillAndSign()
    await press('Keep me posted')
    await press('No thanks')
    await heading('Give the phone back')
    expect(document.body.textContent).not.toContain('Connor')
    expect(document.body.textContent).not.toContain('RM10')

    const hold = screen.getByRole('button', { name: 'Volunteer: press and hold' })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    fireEvent.pointerDown(hold)
    vi.advanceTimersByTime(900)
    fireEvent.pointerUp(hold)
    vi.advanceTimersByTime(1000)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Give the phone back')
    fireEvent.pointerDown(hold)
    vi.advanceTimersByTime(1001)
    vi.useRealTimers()
    await heading('Signed at 1 Reede Road')
  })

  test('another person has the same address, never the same name', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await press('My address is different')
    await userEvent.clear(field('Address (optional)'))
    await userEvent.type(field('Address (optional)'), 'Flat B, 1 Reede Road')
    await fillAndSign()
    await handBack()
    await press('Another person here')
    await heading('Sign the petition')
    expect(field('Full name').value).toBe('')
    expect(screen.getByText('Flat B, 1 Reede Road')).toBeDefined()
    expect(field('Postcode').value).toBe('RM10 8ZZ')
    await fillAndSign({ name: 'Second Person' })
    await handBack()
    await screen.findByText('2 signatures from this phone at this door')
  })

  test('A1 a correction replaces the answers, and keeps the contact that was agreed', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await fillAndSign()
    await handBack()
    await press('Correct this signature')
    await heading('Sign the petition')
    expect(field('Full name').value).toBe('Siân O’Connor')
    await userEvent.type(field('Full name'), 's')
    await press('Save the correction')
    await screen.findByText('The correction is saved on this phone.')
    const [sign, amend] = await phone.db.entries.orderBy('id').toArray()
    expect(amend?.entry).toMatchObject({ kind: 'amend', ref: sign?.id })
  })

  test('it can be undone, and its door is to visit again', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await fillAndSign()
    await handBack()
    await press('Undo this signature')
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Undo this signature' }),
    )
    await heading('1')
    expect(await kinds(phone)).toEqual(['sign', 'withdraw'])
    expect(await phone.db.doors.get([phone.petition, phone.doors[0] as never])).toMatchObject({
      mark: 'to-visit',
    })
  })

  test('the answers leave the phone’s memory at the next door', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await fillAndSign()
    await handBack()
    await userEvent.click(await screen.findByRole('link', { name: 'Next door: 3' }))
    await heading('3')
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Correct or undo' })).toBeNull())
  })
})
