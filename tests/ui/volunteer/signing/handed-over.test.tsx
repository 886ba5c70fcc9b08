// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { takeAwayText } from '#domain/takeaway-code.ts'
import { forgetStep } from '#ui/volunteer/last-step.ts'
import { useHandOver } from '#ui/volunteer/signing/hand-over.ts'
import { signingSchema } from '#ui/volunteer/signing/signing-schema.ts'
import { closeTab, type PhoneInHand, phoneInHand } from '../phone-in-hand.tsx'

afterEach(() => {
  vi.useRealTimers()
  closeTab()
})

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }))
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const entries = async (phone: PhoneInHand) =>
  (await phone.db.entries.orderBy('id').toArray()).map(({ entry }) => entry)
const BLANK = 'Give the phone back, or hold to go on'

async function handOver(phone: PhoneInHand, place = 0): Promise<void> {
  phone.open(phone.doorPath(place, 'sign'))
  await press('Hand over the phone')
  await heading('Sign the petition')
}

/** Knows nothing of what another tab was given. */
function newTab(): void {
  closeTab()
  useHandOver.setState({ passed: undefined })
}

/** A keyboard presses twice what a finger holds. */
async function hold(name: string): Promise<void> {
  await press(name)
  for (const each of [name, 'Press once more']) {
    const button = screen.queryByRole('button', { name: each })
    if (button) fireEvent.click(button, { detail: 0 })
  }
}

async function fillAndSign(button = 'Sign'): Promise<void> {
  await userEvent.type(field('Full name'), 'Made-up Person')
  await userEvent.clear(field('Postcode'))
  await userEvent.type(field('Postcode'), 'RM10 8ZZ')
  await userEvent.click(screen.getByRole('radio', { name: 'I live here' }))
  await press(button)
}

function putAway(): void {
  const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  fireEvent(document, new Event('visibilitychange', { bubbles: true }))
  state.mockRestore()
}

describe('U3 the page in a resident’s hands', () => {
  test('is blank when the app is put away, and a hold brings every letter back', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await userEvent.type(field('Full name'), 'Half-typed Resident')
    putAway()
    await heading(BLANK)
    expect(document.body.innerHTML).not.toContain('Half-typed')
    expect(document.title).not.toContain('Half-typed')
    await press('Press and hold to go on')
    await heading(BLANK)
    await hold('Press and hold to go on')
    await heading('Sign the petition')
    expect(field('Full name').value).toBe('Half-typed Resident')
  })

  test('is blank after two minutes without a touch', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await userEvent.type(field('Full name'), 'Left Alone')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    fireEvent.pointerDown(document.body)
    vi.advanceTimersByTime(119_000)
    expect(field('Full name').value).toBe('Left Alone')
    fireEvent.keyDown(document.body)
    vi.advanceTimersByTime(119_000)
    expect(field('Full name').value).toBe('Left Alone')
    vi.advanceTimersByTime(1_500)
    vi.useRealTimers()
    await heading(BLANK)
    await hold('Press and hold to go on')
    await heading('Sign the petition')
    expect(field('Full name').value).toBe('Left Alone')
  })

  test('loses nothing typed when the phone can’t keep a draft', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await userEvent.type(field('Full name'), 'Disk Full')
    vi.spyOn(phone.db.drafts, 'put').mockRejectedValue(new Error('QuotaExceededError'))
    putAway()
    await heading(BLANK)
    await hold('Press and hold to go on')
    await heading('Sign the petition')
    expect(field('Full name').value).toBe('Disk Full')
  })

  test('a half-typed correction comes back too, and is never signed anew', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await fillAndSign()
    await hold('Volunteer: press and hold')
    await press('Correct this signature')
    await heading('Sign the petition')
    await userEvent.type(field('Full name'), ' Junior')
    putAway()
    await heading(BLANK)
    // The ten minutes in memory end while it is in the resident's hands.
    forgetStep()
    await hold('Press and hold to go on')
    await heading('Sign the petition')
    expect(field('Full name').value).toBe('Made-up Person Junior')
    await press('Save the correction')
    await screen.findByText('The correction is saved on this phone.')
    expect((await entries(phone)).map(({ kind }) => kind)).toEqual(['sign', 'amend'])
    expect(await phone.db.drafts.count()).toBe(0)
  })

  test('half-typed contact comes back too', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await fillAndSign()
    await press('Keep me posted')
    const [byPhone] = await screen.findAllByRole('checkbox', { name: 'By phone or text message' })
    if (byPhone) await userEvent.click(byPhone)
    await userEvent.type(field('Phone number'), '020 7946')
    putAway()
    await heading(BLANK)
    expect(document.body.innerHTML).not.toContain('7946')
    await hold('Press and hold to go on')
    await heading('May we write to you?')
    expect(field('Phone number').value).toBe('020 7946')
  })

  test('another tab, or the app after a kill, shows nothing until somebody holds', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await waitFor(async () => expect(await phone.db.settings.get('screen-lock')).toBeDefined())
    for (const path of [
      '',
      '/ready',
      `/streets/${phone.street}`,
      phone.doorPath(1),
      '/captain',
      '/session',
    ]) {
      newTab()
      phone.open(path)
      await heading(BLANK)
      expect(screen.queryAllByRole('link')).toEqual([])
      expect(document.body.textContent).not.toContain('Reede Road')
    }
    await hold('Press and hold to go on')
    await waitFor(() => expect(screen.queryByText(BLANK)).toBeNull())
    cleanup()
    phone.open(phone.doorPath(1))
    await heading('2')
  })

  test('tells the browser no name that it could remember an answer by', async () => {
    const phone = await phoneInHand()
    const names: string[] = []
    for (const place of [0, 1]) {
      await handOver(phone, place)
      for (const box of screen.getAllByRole<HTMLInputElement>('textbox')) {
        expect(box.autocomplete).toBe('off')
        names.push(box.name)
      }
      await press('I don’t want to sign')
      await hold('Volunteer: press and hold')
      await heading(String(place + 1))
      cleanup()
    }
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => /^(name|address|postcode)$/.test(name))).toEqual([])
  })
})

describe('the ways to sign', () => {
  test('everything that is missing is said at once, the drawing too', () => {
    const rules = { profile: 'uk-gla-mopac', connections: ['live', 'work'] } as const
    const missing = signingSchema(rules, () => 'drawn').safeParse({
      name: '',
      address: '1 Reede Road',
      postcode: '',
    })
    expect(missing.error?.issues.map(({ message }) => message)).toEqual([
      'name-missing',
      'postcode-missing',
      'connection-missing',
      'ink-missing',
    ])
  })

  test('on paper: the door is done, nothing typed is kept, and no signature is made up', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await userEvent.type(field('Full name'), 'Paper Person')
    await press('I’d rather sign on paper')
    await press('Sign on the phone after all')
    await heading('Sign the petition')
    expect(field('Full name').value).toBe('Paper Person')
    await press('I’d rather sign on paper')
    await press('Give the phone back')
    await hold('Volunteer: press and hold')
    await heading('1')
    expect(await entries(phone)).toMatchObject([{ kind: 'knock', outcome: 'signed' }])
    expect(await phone.db.drafts.count()).toBe(0)
    expect(await phone.db.doors.get([phone.petition, phone.doors[0] as never])).toMatchObject({
      mark: 'done',
    })
  })

  test('a postcode that is doubted can be signed with all the same', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await userEvent.type(field('Full name'), 'Made-up Person')
    await userEvent.clear(field('Postcode'))
    await userEvent.type(field('Postcode'), 'RM1O 7TU')
    expect(screen.getByText('Did you mean RM10 7TU?')).toBeDefined()
    await userEvent.click(screen.getByRole('radio', { name: 'I work here' }))
    await press('Sign')
    await screen.findByText('Your signature is saved on this phone.')
  })
})

describe('U11 the code to take away', () => {
  test('is this very signature’s, and gone with the hold', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await fillAndSign()
    await screen.findByText('Your code to take away')
    const [sign] = await entries(phone)
    const code = sign ? takeAwayText(sign.id) : ''
    expect(screen.getByText(code)).toBeDefined()
    await screen.findByRole('img', { name: `QR code of ${code}` })
    await hold('Volunteer: press and hold')
    await heading('Signed at 1 Reede Road')
    expect(document.body.innerHTML).not.toContain(code)
    const kept = await Promise.all(phone.db.tables.map((table) => table.toArray()))
    expect(JSON.stringify([kept, { ...sessionStorage }, { ...localStorage }, history.state])).not.toContain(
      code,
    )
  })
})
