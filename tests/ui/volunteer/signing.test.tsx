// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { useLastStep } from '#ui/volunteer/last-step.ts'
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

describe('an age that the petition asks for', () => {
  const changes = { minimumAge: 16 }

  test('is one question in words, and only the answer is kept', async () => {
    const phone = await phoneInHand({ changes })
    await handOver(phone)
    await fillAndSign()
    expect(
      within(await screen.findByRole('alert')).getByText('Say whether you are old enough to sign'),
    ).toBeDefined()
    expect(await kinds(phone)).toEqual([])
    await userEvent.click(
      within(screen.getByRole('group', { name: /^Are you 16 or over\?/ })).getByRole('radio', {
        name: 'Yes',
      }),
    )
    await press('Sign')
    await heading('Thank you')
    const { step } = useLastStep.getState()
    const personal = step?.kind === 'signature' ? step.personal : undefined
    expect(personal?.ofAge).toBe(true)
    expect(JSON.stringify(personal)).not.toContain('16')
  })

  test('that somebody has not reached leads to an explanation and to no red field', async () => {
    const phone = await phoneInHand({ changes })
    await handOver(phone)
    await userEvent.click(screen.getByRole('radio', { name: 'No' }))
    await press('Sign')
    await heading('This petition is for people aged 16 or over')
    expect(screen.getByText(/counts only people aged 16 or over/)).toBeDefined()
    expect(screen.queryByRole('alert')).toBeNull()
    await press('Give the phone back')
    await heading('Give the phone back')
    expect(await kinds(phone)).toEqual([])
    expect(await phone.db.drafts.count()).toBe(0)
  })

  test('is asked of nobody where the petition asks for none', async () => {
    const phone = await phoneInHand({ changes: { minimumAge: null } })
    await handOver(phone)
    expect(screen.queryByText(/^Are you/)).toBeNull()
  })
})

describe('signing on paper', () => {
  const sealedLength = async (phone: PhoneInHand) =>
    (await phone.db.entries.toArray()).map(({ entry }) => [entry.kind, (entry.sealed ?? '').length > 22])

  test('the knock holds the sheet and the line, where they are known', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await press('I’d rather sign on paper')
    await heading('Sign on paper')
    await userEvent.type(field('Number of the sheet (optional)'), 'P-07')
    await userEvent.type(field('Number of the line (optional)'), '12')
    await press('Give the phone back')
    await heading('Give the phone back')
    await waitFor(async () => expect(await sealedLength(phone)).toEqual([['knock', true]]))
    expect(JSON.stringify(await phone.db.entries.toArray())).not.toContain('P-07')
  })

  test('neither has to be known, and what is no line keeps nobody', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await press('I’d rather sign on paper')
    await heading('Sign on paper')
    await userEvent.type(field('Number of the line (optional)'), 'x')
    await press('Give the phone back')
    await heading('Give the phone back')
    await waitFor(async () => expect(await sealedLength(phone)).toEqual([['knock', false]]))
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
    const result = screen.getByRole('group', { name: /^What comes of this petition/ })
    await userEvent.click(within(result).getByRole('checkbox', { name: 'By e-mail' }))
    expect(screen.queryByLabelText('Phone number')).toBeNull()
    await userEvent.type(field('E-mail address'), 'sian@example.org')
    await press('Yes, write to me')
    await heading('Give the phone back')
    expect(await kinds(phone)).toEqual(['sign', 'amend'])
  })

  test('each purpose has its own ways', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await fillAndSign()
    await press('Keep me posted')
    const boxIn = (purpose: RegExp, name: string) =>
      within(screen.getByRole('group', { name: purpose })).getByRole('checkbox', { name })
    await screen.findByRole('group', { name: /^What comes/ })
    await userEvent.click(boxIn(/^What comes/, 'By e-mail'))
    await userEvent.click(boxIn(/^Other local/, 'By phone or text message'))
    await userEvent.type(field('E-mail address'), 'sian@example.org')
    await userEvent.type(field('Phone number'), '01632 960 001')
    await press('Yes, write to me')
    await heading('Give the phone back')
    const { step } = useLastStep.getState()
    expect(step?.kind === 'signature' && step.personal.contact).toEqual({
      email: 'sian@example.org',
      phone: '01632 960 001',
      purposes: ['result', 'future-campaigns'],
      channels: { result: ['email'], 'future-campaigns': ['phone'] },
    })
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
