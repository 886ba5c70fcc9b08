// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { keepCallBack } from '#device/call-backs.ts'
import { tellHoursAgain } from '#ui/volunteer/safety/hours-note.tsx'
import { closeTab, type PhoneInHand, phoneInHand } from './phone-in-hand.tsx'

const HOUR_MS = 60 * 60 * 1000

afterEach(() => {
  closeTab()
  tellHoursAgain()
})

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))
const follow = async (name: string | RegExp) => userEvent.click(await screen.findByRole('link', { name }))
const hrefOf = (link: HTMLElement) => decodeURIComponent(link.getAttribute('href') ?? '')

describe('what to say', () => {
  const said = {
    script: 'Hello.\nMay I show you a petition?',
    questions: [{ question: 'What does it cost?', answer: 'Nothing.' }],
  }

  test('F19 is one tap from the door, and one back, with no network', async () => {
    const phone = await phoneInHand({ changes: said })
    phone.open(phone.doorPath(0))
    await follow('What to say')
    await heading('What to say')
    expect(screen.getByText(/May I show you a petition/).textContent).toBe(said.script)
    expect(screen.getByRole('heading', { level: 3, name: 'What does it cost?' })).toBeDefined()
    // Found by the browser's own search: nothing is folded away.
    expect(document.querySelector('details')).toBeNull()
    await follow('Back to the door')
    await heading('1')
  })

  test('begins with the volunteer’s name, the petition and who gets it where the organiser wrote nothing', async () => {
    const phone = await phoneInHand()
    phone.open('/script')
    expect(
      await screen.findByText(
        'Hello, I’m Vic. I’m a volunteer, and I’m here about a petition: Keep the library open. It goes to The council. May I show you what it says?',
      ),
    ).toBeDefined()
  })
})

test('F30 the show-me card says who, for what, on whose behalf, whom to ask, and until when', async () => {
  const phone = await phoneInHand()
  phone.open('/session')
  await follow('Show-me card')
  await heading('Show-me card')
  const said = screen.getAllByRole('definition').map((each) => each.textContent)
  expect(said).toEqual([
    'Vic',
    'Keep the library open',
    'Library Friends',
    'us@example.org',
    '11 December 2026',
  ])
})

describe('F31 the hours of a petition', () => {
  const outside = 'It is outside the usual hours'

  test('are told once, kindly, and stop nobody', async () => {
    // Sunday, ten in the morning.
    const phone = await phoneInHand()
    phone.open(`/streets/${phone.street}`)
    expect(await screen.findByText(outside)).toBeDefined()
    expect(screen.getByText(/from 10:00 to 20:00, on Sundays from 11:00/)).toBeDefined()
    await follow('Next door: 1')
    await screen.findByRole('link', { name: 'Leave now' })
    expect(screen.queryByText(outside)).toBeNull()
    expect(screen.queryByText(/^Outside this petition/)).toBeNull()
    await press('No answer')
    await waitFor(async () => expect(await phone.db.entries.count()).toBe(1))
  })

  test('are told in a line at a door, where somebody begins there', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0))
    expect(await screen.findByText('Outside this petition’s usual hours, 10:00 to 20:00.')).toBeDefined()
  })

  test('are not spoken of while they last', async () => {
    const phone = await phoneInHand({
      changes: { hours: { from: '10:00', to: '20:00', sundayFrom: '10:00' } },
    })
    phone.open(phone.doorPath(0))
    await screen.findByRole('link', { name: 'Leave now' })
    expect(screen.queryByText(/^Outside this petition/)).toBeNull()
  })
})

describe('leaving at once', () => {
  test('is one tap from the door, offers the calls it knows numbers for, and writes nothing down', async () => {
    const phone = await phoneInHand({ changes: { contact: 'Library Friends, 020 7946 0018' } })
    phone.open(phone.doorPath(0))
    await follow('Leave now')
    await heading('Leave first')
    expect(hrefOf(screen.getByRole('link', { name: 'Call 999' }))).toBe('tel:999')
    expect(hrefOf(await screen.findByRole('link', { name: 'Call your organiser' }))).toBe('tel:02079460018')
    expect(screen.queryByRole('link', { name: 'Call the one who waits for you' })).toBeNull()
    await follow('Back to the walk')
    await heading('Reede Road')
    expect(await phone.db.entries.count()).toBe(0)
  })

  test('offers no call to an organiser whose number it does not know', async () => {
    const phone = await phoneInHand({ changes: { timeZone: 'America/Toronto' } })
    phone.open('/leave-now')
    await screen.findByRole('link', { name: 'Call 112' })
    expect(screen.queryByRole('link', { name: 'Call your organiser' })).toBeNull()
    expect(screen.queryByRole('button', { name: /do not knock/ })).toBeNull()
    await follow('Back to My session')
    await heading('My session')
  })

  test('may mark the door, which the walk can undo', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0))
    await follow('Leave now')
    await press('Mark this door “do not knock”')
    await heading('Reede Road')
    const [door] = phone.doors
    await waitFor(async () =>
      expect((await phone.db.doors.toArray()).find(({ id }) => id === door)?.mark).toBe('do-not-knock'),
    )
    await press('Undo')
    await waitFor(async () =>
      expect((await phone.db.doors.toArray()).find(({ id }) => id === door)?.mark).toBe('to-visit'),
    )
  })
})

describe('the time to be back', () => {
  const set = async (phone: PhoneInHand, number: string) => {
    phone.open('/session')
    await follow('Back by')
    const time: HTMLInputElement = await screen.findByLabelText('Back by')
    expect(time.value).toMatch(/^\d\d:(00|15|30|45)$/)
    if (number) await userEvent.type(screen.getByLabelText(/^Phone number/), number)
    await press('Ask me then')
    await screen.findByText(/^You want to be back by /)
  }

  test('is asked about when it has come, and again until there is an answer', async () => {
    const phone = await phoneInHand()
    await set(phone, '020 7946 0018')
    const tell = await screen.findByRole('link', { name: 'Tell them the time' })
    await waitFor(() =>
      expect(hrefOf(tell)).toMatch(/^sms:02079460018\?&body=I am going out to knock .*Keep the library open/),
    )
    phone.pass(3 * HOUR_MS)
    document.dispatchEvent(new Event('visibilitychange'))
    const dialog = await screen.findByRole('dialog', { name: 'Are you all right?' })
    const write = within(dialog).getByRole('link', { name: 'Write to the one who waits' })
    await waitFor(() => expect(hrefOf(write)).toMatch(/^sms:02079460018\?&body=I wanted to be back/))
    await press('Ask again in 20 minutes')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    phone.pass(HOUR_MS)
    document.dispatchEvent(new Event('visibilitychange'))
    await press('Yes, and I am back')
    await waitFor(async () =>
      expect(await phone.db.settings.where('key').startsWith('walk-plan/').count()).toBe(0),
    )
  })

  test('is asked about at the next start as well, at a door', async () => {
    const phone = await phoneInHand()
    await set(phone, '')
    closeTab()
    phone.pass(3 * HOUR_MS)
    phone.open(phone.doorPath(0))
    await screen.findByRole('dialog', { name: 'Are you all right?' })
  })

  test('P1 the number of the one who waits lies nowhere on the disk as it was typed', async () => {
    const phone = await phoneInHand()
    await set(phone, '020 7946 0018')
    const rows = await Promise.all(phone.db.tables.map((table) => table.toArray()))
    expect(JSON.stringify(rows)).not.toMatch(/7946/)
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toMatch(/7946/)
  })

  test('what is no number is asked again, and nothing is kept', async () => {
    const phone = await phoneInHand()
    phone.open('/back-by')
    await userEvent.type(await screen.findByLabelText(/^Phone number/), 'Bea')
    await press('Ask me then')
    expect(await screen.findByText(/^A phone number has digits/)).toBeDefined()
    expect(await phone.db.settings.where('key').startsWith('walk-plan/').count()).toBe(0)
  })
})

describe('My session', () => {
  test('names the doors to call at again, and how long one was out, and nobody else', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0))
    await press('Call back')
    await press(/^Any time/)
    await heading('3')
    phone.pass(HOUR_MS)
    await press('No answer')
    await heading('4')
    const [, second] = phone.doors
    if (second) await keepCallBack(phone.db, phone.petition, second, Date.parse('2026-11-22T17:00:00.000Z'))
    closeTab()
    phone.open('/session')
    const list = await screen.findByRole('list', { name: 'Call back' })
    const doors = within(list)
      .getAllByRole('link')
      .map((each) => each.textContent)
    expect(doors[0]).toMatch(/^2 Reede Road, from \d\d:\d\d$/)
    expect(doors[1]).toBe('1 Reede Road, at any time')
    expect(screen.getByText(/^2 doors since \d\d:\d\d, in 1 hour\.$/)).toBeDefined()
    expect(screen.queryByRole('list', { name: 'Knockers' })).toBeNull()
  })
})

describe('the help to install', () => {
  test('comes from the ready check, with all the ways, the likely one open', async () => {
    const name = vi.spyOn(navigator, 'userAgent', 'get')
    name.mockReturnValue(
      'Mozilla/5.0 (Linux; Android 14) SamsungBrowser/26.0 Chrome/122.0 Mobile Safari/537.36',
    )
    const phone = await phoneInHand()
    phone.open('/ready')
    await follow('How to do it on your phone')
    await heading('Put it on the home screen')
    expect(screen.getByRole('region', { name: 'Android: Samsung Internet' })).toBeDefined()
    expect(document.querySelectorAll('details')).toHaveLength(7)
    name.mockRestore()
  })
})
