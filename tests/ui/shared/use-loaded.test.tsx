// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useLoaded } from '#ui/shared/use-loaded.ts'
import { WhenLoaded } from '#ui/shared/when-loaded.tsx'
import { readRoll } from '#wire/roll.ts'

const petition = '018f0000-0000-7000-8000-000000000001'
const user = userEvent.setup({ delay: null })
const realFetch = globalThis.fetch
let answer: (url: string) => Promise<Response>

const rollOf = (counted: number) => ({
  count: {
    collected: counted,
    refused: 0,
    received: counted,
    waiting: 0,
    toDecide: 0,
    alsoElsewhere: 0,
    late: 0,
    withdrawn: 0,
    counted,
  },
  signatories: [],
  pages: 1,
})

function Roll({ page = '1' }: { page?: string }) {
  const roll = useLoaded(readRoll, { params: { petition }, query: { page } })
  return (
    <>
      <WhenLoaded loaded={roll}>{({ count }) => <p>{count.counted} counted</p>}</WhenLoaded>
      <button type="button" onClick={roll.reload}>
        Again
      </button>
    </>
  )
}

beforeEach(() => {
  answer = async () => Response.json(rollOf(1501))
  globalThis.fetch = (url) => answer(String(url))
})
afterEach(() => {
  cleanup()
  globalThis.fetch = realFetch
})

describe('an online screen', () => {
  test('says what to do when it could not load, and loads on demand', async () => {
    answer = () => Promise.reject(new TypeError('Failed to fetch'))
    render(<Roll />)
    await screen.findByText(/The server could not be reached/)
    answer = async () => Response.json(rollOf(7))
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await screen.findByText('7 counted')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('keeps what it has, and says so, when it could not load it again', async () => {
    render(<Roll />)
    await screen.findByText('1501 counted')
    answer = () => Promise.reject(new TypeError('Failed to fetch'))
    await user.click(screen.getByRole('button', { name: 'Again' }))
    await screen.findByText('This may be out of date')
    expect(screen.getByText('1501 counted')).toBeTruthy()
  })

  test('leads to the code when it is signed out', async () => {
    answer = async () => Response.json({ error: 'signed-out' }, { status: 401 })
    render(<Roll />)
    const link = await screen.findByRole('link', { name: 'Type your code' })
    expect(link.getAttribute('href')).toBe('/join')
  })

  test('never shows the answer to an earlier question', async () => {
    const replies: Record<string, (reply: Response) => void> = {}
    answer = (url) =>
      new Promise((resolve) => {
        replies[new URL(url, 'http://localhost').searchParams.get('page') ?? ''] = resolve
      })
    const { rerender } = render(<Roll page="1" />)
    rerender(<Roll page="2" />)
    replies['2']?.(Response.json(rollOf(22)))
    await screen.findByText('22 counted')
    replies['1']?.(Response.json(rollOf(11)))
    await waitFor(() => expect(screen.getByText('22 counted')).toBeTruthy())
    expect(screen.queryByText('11 counted')).toBeNull()
  })
})
