// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { Sha256 } from '#domain/ids.ts'
import { translate } from '#domain/translation.ts'
import { closeTab, type PhoneInHand, phoneInHand } from '../phone-in-hand.tsx'

afterEach(() => {
  closeTab()
  sessionStorage.clear()
})

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }))
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const signed = async (phone: PhoneInHand) =>
  (await phone.db.entries.toArray()).map(({ entry }) => entry).find(({ kind }) => kind === 'sign')

/** A phone that has the wording in Polish too. */
async function phoneWithPolish() {
  const phone = await phoneInHand({ changes: { translations: [], recordings: [] } })
  const original = (await phone.db.petitions.get(phone.petition))?.wordings[0]
  if (!original) throw new Error('the phone has a wording')
  const polish = await translate(
    {
      original: original.hash,
      language: 'pl',
      title: 'Nie zamykać biblioteki',
      request: 'Biblioteka przy Church Street ma być otwarta sześć dni w tygodniu.',
      background: '',
      privacyNotice: 'Cała informacja.',
    },
    original,
  )
  await phone.db.petitions.update(phone.petition, { translations: [polish] })
  return { phone, original, polish }
}

async function handOver(phone: PhoneInHand, place = 0): Promise<void> {
  phone.open(phone.doorPath(place, 'sign'))
  await press('Hand over the phone')
  await screen.findByRole('group', { name: /Language|Język/ })
}

describe('the resident’s language', () => {
  test('switches the whole page with one tap, and keeps everything typed', async () => {
    const { phone } = await phoneWithPolish()
    await handOver(phone)
    await userEvent.type(field('Full name'), 'Half-typed Resident')
    await press('Sign')
    await screen.findByText('There is a problem')
    await press('Polski')
    await heading('Podpisz petycję')
    expect(field('Imię i nazwisko').value).toBe('Half-typed Resident')
    expect(screen.getByText('Coś trzeba zmienić')).toBeDefined()
    expect(screen.getAllByText('Wybierz, co cię łączy z tą okolicą')).not.toHaveLength(0)
    expect(document.documentElement.lang).toBe('pl')
    expect(document.title).toContain('Podpisz petycję')
    await press('اردو')
    await heading('درخواست پر دستخط کریں')
    expect(document.documentElement.dir).toBe('rtl')
    expect(field('پورا نام').value).toBe('Half-typed Resident')
  })

  test('what is on the screen is what is signed: the translation’s own hash', async () => {
    const { phone, polish } = await phoneWithPolish()
    await handOver(phone)
    await press('Polski')
    await heading('Podpisz petycję')
    expect(screen.getAllByText(/Nie zamykać biblioteki/)).not.toHaveLength(0)
    expect(screen.queryByText(/Nobody has translated|Nikt jeszcze nie przetłumaczył/)).toBeNull()
    await userEvent.type(field('Imię i nazwisko'), 'Made-up Person')
    await userEvent.clear(field('Kod pocztowy'))
    await userEvent.type(field('Kod pocztowy'), 'RM10 8ZZ')
    await userEvent.click(screen.getByRole('radio', { name: 'Mieszkam tu' }))
    await press('Podpisuję')
    await heading('Dziękujemy')
    expect((await signed(phone))?.wording).toBe(polish.hash)
  })

  test('without a translation the wording is shown and signed as it was written, and said so', async () => {
    const { phone, original } = await phoneWithPolish()
    await handOver(phone)
    await press('Română')
    await heading('Semnați petiția')
    expect(screen.getByText(/Nimeni nu a tradus încă această petiție.*engleză/)).toBeDefined()
    await userEvent.type(field('Numele întreg'), 'Made-up Person')
    await userEvent.clear(field('Codul poștal'))
    await userEvent.type(field('Codul poștal'), 'RM10 8ZZ')
    await userEvent.click(screen.getByRole('radio', { name: 'Locuiesc aici' }))
    await press('Semnez')
    await heading('Vă mulțumim')
    expect((await signed(phone))?.wording).toBe(original.hash)
  })

  test('a translation of an older wording is not offered', async () => {
    const { phone, polish } = await phoneWithPolish()
    const stale = { ...polish, original: Sha256.parse('Z'.repeat(43)) }
    await phone.db.petitions.update(phone.petition, { translations: [stale] })
    await handOver(phone)
    await press('Polski')
    await heading('Podpisz petycję')
    expect(screen.queryByText(/Nie zamykać biblioteki/)).toBeNull()
  })

  test('is chosen before the phone is handed over too, stays for this door, and goes with the next', async () => {
    const { phone } = await phoneWithPolish()
    phone.open(phone.doorPath(0, 'sign'))
    await press('Polski')
    await screen.findByText('Co stanie się z twoim nazwiskiem')
    // The page is still the volunteer's.
    expect(document.documentElement.dir).not.toBe('rtl')
    await press('Hand over the phone')
    await heading('Podpisz petycję')
    await press('Nie chcę podpisać')
    await heading('Oddaj telefon')
    // Whoever takes it back may not read Polish.
    expect(screen.getByRole('button', { name: 'Volunteer: press and hold' }).lang).toBe('en')
    closeTab()
    expect(document.documentElement.lang).not.toBe('pl')
    await handOver(phone, 1)
    await heading('Sign the petition')
  })

  test('the volunteer types on request: it is read back, and the method says so', async () => {
    const { phone } = await phoneWithPolish()
    await handOver(phone)
    await press('Type it for me')
    expect(screen.getByText(/reads it back to you/)).toBeDefined()
    await userEvent.type(field('Full name'), 'Made-up Person')
    await userEvent.clear(field('Postcode'))
    await userEvent.type(field('Postcode'), 'RM10 8ZZ')
    await userEvent.click(screen.getByRole('radio', { name: 'I live here' }))
    await press('It was read back to me: sign')
    await heading('Thank you')
    expect((await signed(phone))?.method).toBe('assisted')
  })

  test('S7 a server that does not know the method is sent none', async () => {
    const phone = await phoneInHand()
    await handOver(phone)
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'I’d rather sign on paper' })).toBeDefined(),
    )
    expect(screen.queryByRole('button', { name: 'Type it for me' })).toBeNull()
  })
})

describe('a recording of the wording', () => {
  test('can be played where the phone has one, and there is no button where it has none', async () => {
    const { phone, polish } = await phoneWithPolish()
    await phone.db.recordings.put({
      petition: phone.petition,
      wording: polish.hash,
      id: 'a recording',
      type: 'audio/webm',
      sound: new Uint8Array([0x1a, 0x45, 0xdf, 0xa3]),
    })
    URL.createObjectURL = () => 'blob:made-up'
    URL.revokeObjectURL = () => {}
    HTMLMediaElement.prototype.pause = () => {}
    await handOver(phone)
    await heading('Sign the petition')
    expect(screen.queryByRole('button', { name: 'Listen' })).toBeNull()
    await press('Polski')
    await screen.findAllByRole('button', { name: 'Posłuchaj' })
  })
})
