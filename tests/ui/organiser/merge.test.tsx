// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { differingLetters } from '#ui/organiser/merge/differing-letters.ts'
import { answerLikeTheServer, Refused } from './answer-like-the-server.ts'
import { detail, id, openScreen } from './organiser-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null })

const signature = (n: number, name: string) => ({
  id: id(n),
  name,
  address: '1001 Reede Road',
  postcode: 'RM10 8DU',
  connection: 'live',
  method: 'drawn',
  signedAt: '2017-09-02T10:00:00.000Z',
  street: 'Reede Road',
  standing: 'to-decide',
  proposal: null,
})

const pairs = [
  {
    a: signature(1, 'Siân O’Connor'),
    b: signature(2, 'Sian OConnor'),
    reasons: ['same-name'],
    decision: null,
  },
  { a: signature(3, 'Bob Jones'), b: signature(4, 'Rob Jones'), reasons: ['same-postcode'], decision: null },
]

const decisions = () =>
  server.asked.filter(({ method }) => method === 'POST').map(({ path, body }) => ({ path, body }))

beforeEach(() => {
  let open = 2
  server.on('GET ', () => detail())
  server.on('GET /matches?state=open', () => ({ matches: pairs, open: 2, decided: 0 }))
  server.on('POST /matches/decide', () => ({ open: --open }))
  server.on('POST /matches/undo', () => ({ open: ++open }))
})
afterEach(cleanup)

/** Some letter of a name may be marked, so a name is looked for in the text of its place. */
const shows = (name: string) =>
  [...document.querySelectorAll('dd')].some(({ textContent }) => textContent === name)

describe('the merge desk', () => {
  test('decides by S and D, and takes back by U', async () => {
    openScreen('/merge')
    await screen.findByText('2 pairs left')
    expect(shows('Siân O’Connor')).toBe(true)
    expect(screen.getByText('The same name')).toBeTruthy()

    await user.keyboard('s')
    await screen.findByText('1 pair left')
    expect(screen.getByText('Decided: same person.')).toBeTruthy()
    expect(shows('Bob Jones')).toBe(true)

    await user.keyboard('D')
    await screen.findByText('Nothing to decide')
    await user.keyboard('u')
    await screen.findByText('1 pair left')
    expect(shows('Bob Jones')).toBe(true)
    await user.keyboard('u')
    await screen.findByText('2 pairs left')
    expect(shows('Siân O’Connor')).toBe(true)

    expect(decisions()).toEqual([
      { path: '/matches/decide', body: { a: id(1), b: id(2), verdict: 'same' } },
      { path: '/matches/decide', body: { a: id(3), b: id(4), verdict: 'different' } },
      { path: '/matches/undo', body: { a: id(3), b: id(4) } },
      { path: '/matches/undo', body: { a: id(1), b: id(2) } },
    ])
  })

  test('moves by the arrows and stays within the pairs', async () => {
    openScreen('/merge')
    await screen.findByText('Pair 1 of 2 loaded')
    await user.keyboard('{ArrowRight}{ArrowRight}')
    await screen.findByText('Pair 2 of 2 loaded')
    await user.keyboard('{ArrowLeft}{ArrowLeft}')
    await screen.findByText('Pair 1 of 2 loaded')
  })

  test('does everything by buttons too', async () => {
    openScreen('/merge')
    await user.click(await screen.findByRole('button', { name: /Different people/ }))
    await screen.findByText('1 pair left')
    await user.click(screen.getByRole('button', { name: /Undo the last/ }))
    await screen.findByText('2 pairs left')
  })

  test('leaves the keys alone when they are switched off, held down or meant for the browser', async () => {
    openScreen('/merge')
    await screen.findByText('2 pairs left')
    fireEvent.keyDown(document.body, { key: 's', ctrlKey: true })
    fireEvent.keyDown(document.body, { key: 's', repeat: true })
    await user.click(screen.getByRole('checkbox', { name: /Use keys/ }))
    await user.keyboard('s')
    expect(decisions()).toEqual([])
  })

  test('keeps the pair when the decision did not arrive', async () => {
    server.on('POST /matches/decide', () => new Refused(500, { error: 'server-error' }))
    openScreen('/merge')
    await screen.findByText('2 pairs left')
    await user.keyboard('s')
    await screen.findByText(/The server could not do this/)
    expect(shows('Siân O’Connor')).toBe(true)
    expect(screen.getByText('2 pairs left')).toBeTruthy()
  })

  test('looks again when somebody else has decided the pair', async () => {
    openScreen('/merge')
    await screen.findByText('2 pairs left')
    server.on('POST /matches/decide', () => new Refused(409, { error: 'already-decided' }))
    server.on('GET /matches?state=open', () => ({ matches: pairs.slice(1), open: 1, decided: 1 }))
    await user.keyboard('s')
    await waitFor(() => expect(shows('Bob Jones')).toBe(true))
  })
})

describe('differing letters', () => {
  const marked = (one: string, other: string) =>
    differingLetters(one, other).map((pieces) =>
      pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join(''),
    )

  test.each([
    ['Sian Oconnor', 'Siân O’Connor', 'Si[a]n Oconnor', 'Si[â]n O[’]Connor'],
    ['Bob', 'Rob', '[B]ob', '[R]ob'],
    ['same', 'SAME', 'same', 'SAME'],
    ['', 'RM10', '', '[RM10]'],
    ['👩‍🚒 A', 'A', '[👩‍🚒 ]A', 'A'],
  ])('of %j and %j', (one, other, markedOne, markedOther) => {
    expect(marked(one, other)).toEqual([markedOne, markedOther])
  })

  test('never lose a letter', () => {
    const [one, other] = differingLetters('1001 Reede Road, Dagenham', '1001a Reed Rd Dagenham')
    expect(one.map(({ text }) => text).join('')).toBe('1001 Reede Road, Dagenham')
    expect(other.map(({ text }) => text).join('')).toBe('1001a Reed Rd Dagenham')
  })
})
