// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { addTallies } from '#domain/tally.ts'
import { peopleOfBoard } from '#ui/captain/people-of-board.ts'
import { answerLikeTheServer, Refused } from '../organiser/answer-like-the-server.ts'
import {
  boardWith,
  heathway,
  openCaptainScreen,
  otto,
  personWith,
  petition,
  streetWith,
  tally,
  vera,
} from './captain-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null })
afterEach(cleanup)

const twoStreets = [
  streetWith(),
  streetWith({
    id: heathway,
    name: 'Heathway',
    doors: 8,
    doorsDone: 8,
    tally: tally(0, 4, 3),
    members: [
      personWith({ hasIt: false, tally: tally(0, 1, 1) }),
      personWith({ member: otto, name: 'Otto Other', tally: tally(0, 3, 2), lastHeardAt: null }),
    ],
  }),
]

const rowOf = async (table: string, name: RegExp) => {
  const found = await screen.findByRole('table', { name: table })
  const row = within(found).getByRole('rowheader', { name }).closest('tr')
  return row?.textContent ?? ''
}

describe('the board of streets', () => {
  test('T1 shows the three numbers of each street, its doors, who has it and when it was heard of', async () => {
    server.on('GET /board', () => boardWith(twoStreets))
    openCaptainScreen('')
    const reede = await rowOf('Streets', /Reede Road/)
    expect(reede).toContain('12 of 30 doors done, 18 left')
    expect(reede).toContain('275')
    expect(reede).toContain('1 also signed elsewhere')
    expect(reede).toContain('Vera Volunteer')
    expect(reede).toMatch(/22 Nov 2026/)
    const heathway = await rowOf('Streets', /Heathway/)
    expect(heathway).toContain('Otto Other')
    expect(heathway).toContain('Gathered here before: Vera Volunteer')
  })

  test('T1 the same figures by person add up to the same', async () => {
    server.on('GET /board', () => boardWith(twoStreets))
    openCaptainScreen('')
    expect(await rowOf('People', /Vera/)).toContain('Reede Road286')
    expect(await rowOf('People', /Otto/)).toContain('Has not joined yet')
    const sumOf = (all: readonly { tally: ReturnType<typeof tally> }[]) =>
      addTallies(all.map(({ tally }) => tally))
    expect(sumOf(peopleOfBoard({ streets: twoStreets }))).toEqual(sumOf(twoStreets))
  })

  test('a captain who only looks at the board is not taken for a sign of life of the street', async () => {
    const captain = personWith({
      member: otto,
      name: 'Cap Captain',
      role: 'captain',
      tally: tally(0, 0, 0),
      lastHeardAt: '2026-11-23T09:00:00.000Z',
    })
    server.on('GET /board', () => boardWith([streetWith({ members: [personWith(), captain] })]))
    openCaptainScreen('')
    expect(await rowOf('Streets', /Reede Road/)).toContain('22 Nov 2026')
  })

  test('leads to gathering names oneself', async () => {
    server.on('GET /board', () => boardWith(twoStreets))
    openCaptainScreen('')
    const link = await screen.findByRole('link', { name: 'Gather names yourself' })
    expect(link.getAttribute('href')).toBe(`/p/${petition}`)
  })

  test('shows organisers how streets, elsewhere and online make the roll', async () => {
    server.on('GET /board', () =>
      boardWith(twoStreets, { elsewhere: tally(0, 2, 1), online: tally(0, 1500, 1480), roll: 1489 }),
    )
    openCaptainScreen('')
    await screen.findByText('Streets 8 + elsewhere 1 + online 1,480 = 1,489 on the roll.')
  })

  test('without a street says what to do, and offers no invitation', async () => {
    server.on('GET /board', () => boardWith([]))
    openCaptainScreen('')
    await screen.findByText('No street has been given to you')
    expect(screen.queryByRole('link', { name: 'Invite a volunteer' })).toBeNull()
  })

  test('keeps what it showed when looking again fails, and says that it may be old', async () => {
    server.on('GET /board', () => boardWith(twoStreets))
    openCaptainScreen('')
    await screen.findByText(/^As of/)
    server.on('GET /board', () => new Refused(500, { error: 'server-error' }))
    await user.click(screen.getByRole('button', { name: 'Look again' }))
    await screen.findByText('This may be out of date')
    expect(await rowOf('Streets', /Reede Road/)).toContain('12 of 30')
  })

  test('a browser that is signed out is told the way back', async () => {
    server.on('GET /board', () => new Refused(401, { error: 'signed-out' }))
    openCaptainScreen('')
    await screen.findByText('This browser is signed out. Open your link or type your code again.')
  })

  test('makes a new code for somebody who lost theirs', async () => {
    server.on('GET /board', () => boardWith(twoStreets))
    server.on(`POST /members/${vera}/invitations`, () => ({
      member: vera,
      code: 'K7QM2XWD',
      link: 'https://petition.example.org/join#K7QM2XWD',
      expiresAt: '2026-12-11T17:00:00.000Z',
    }))
    openCaptainScreen('')
    await user.click(await screen.findByRole('button', { name: 'New code for Vera Volunteer' }))
    await screen.findByText('K7QM-2XWD')
    expect(document.activeElement?.textContent).toBe('Invitation for Vera Volunteer')
  })

  test('an address that leads nowhere leads back', async () => {
    openCaptainScreen('/nowhere')
    const link = screen.getByRole('link', { name: 'Go to the board' })
    expect(link.getAttribute('href')).toBe(`/p/${petition}/captain/`)
  })
})
