// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EntryId } from '#domain/ids.ts'
import type { LateArrivals } from '#wire/late.ts'
import { answerLikeTheServer, Refused } from './answer-like-the-server.ts'
import { detail, id, openScreen } from './organiser-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null })
let late: LateArrivals

beforeEach(() => {
  late = {
    deadline: '2017-10-06T16:00:00.000Z',
    decision: null,
    decidedAt: null,
    signedInTime: 0,
    signedLate: 0,
    arrivals: [],
  }
  server.on('GET ', () => detail({ state: 'closed' }))
  server.on('GET /late', () => late)
})
afterEach(cleanup)

const someLate = () => {
  late = {
    ...late,
    signedInTime: 2,
    signedLate: 1,
    arrivals: [
      {
        id: EntryId.parse(id(7)),
        from: 'Vera Volunteer',
        street: 'Reede Road',
        lateness: 'late',
        signedAt: '2017-10-06T15:00:00.000Z',
        receivedAt: '2017-10-06T18:00:00.000Z',
        clockOffsetMs: 12 * 60_000,
      },
    ],
  }
}

describe('S10 what arrived after the deadline', () => {
  test('is nothing, and the deadline is said in the petition’s own zone', async () => {
    openScreen('/batches/late')
    await screen.findByText('Nothing arrived after the deadline')
    expect(screen.getByText(/6 October 2017, 17:00/)).toBeDefined()
  })

  test('counts nowhere until somebody decides, and shows both times and the clock', async () => {
    someLate()
    openScreen('/batches/late')
    await screen.findByText('Nobody has decided yet. Until then they do not count.')
    expect(screen.getByText(/^2 signatures were made before the deadline/)).toBeDefined()
    expect(screen.getByText(/^1 signature was made after the deadline\. It is never let in\./)).toBeDefined()
    const [, row] = within(screen.getByRole('table')).getAllByRole('row')
    expect(row?.textContent).toContain('12 minutes fast')
    expect(row?.textContent).toContain('before the deadline')
  })

  test('is let in once for all, left out instead, and undone', async () => {
    someLate()
    server.on('PUT /late', ({ body }) => {
      late = { ...late, ...(body as object), decidedAt: '2017-10-07T08:00:00.000Z' }
      return late
    })
    openScreen('/batches/late')
    await user.click(await screen.findByRole('button', { name: 'Let in those made in time' }))
    await screen.findByText(/^They are let in/)
    expect(screen.queryByRole('button', { name: 'Let in those made in time' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Leave them all out' }))
    await screen.findByText(/^They are left out/)
    await user.click(screen.getByRole('button', { name: 'Undo the decision' }))
    await screen.findByText(/^Nobody has decided yet/)
    expect(server.asked.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual([
      { decision: 'let-in' },
      { decision: 'leave-out' },
      { decision: null },
    ])
  })

  test('that was let in and accepted is not left out without undoing its batch', async () => {
    someLate()
    late = { ...late, decision: 'let-in', decidedAt: '2017-10-07T08:00:00.000Z' }
    server.on('PUT /late', () => new Refused(409, { error: 'conflict' }))
    openScreen('/batches/late')
    await user.click(await screen.findByRole('button', { name: 'Leave them all out' }))
    expect((await screen.findByRole('alert')).textContent).toContain('Undo that batch first')
    expect(screen.getByText(/^They are let in/)).toBeDefined()
  })
})
