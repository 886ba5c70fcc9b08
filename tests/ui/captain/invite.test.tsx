// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answerLikeTheServer, Refused } from '../organiser/answer-like-the-server.ts'
import { heathway, openCaptainScreen, otto, reede } from './captain-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null })
afterEach(cleanup)

beforeEach(() => {
  server.on('GET /streets', () => ({
    streets: [
      { id: reede, name: 'Reede Road', doors: 30, assigned: [] },
      { id: heathway, name: 'Heathway', doors: 8, assigned: [] },
    ],
  }))
})

const invitation = (link: string | null) => ({
  member: otto,
  code: 'K7QM2XWD',
  link,
  expiresAt: '2026-12-11T17:00:00.000Z',
})

describe('inviting a volunteer', () => {
  test('needs a name and a street, and says so beside each', async () => {
    openCaptainScreen('/invite')
    await user.click(await screen.findByRole('button', { name: 'Make the invitation' }))
    await screen.findByRole('link', { name: 'Enter a name for this person' })
    screen.getByRole('link', { name: 'Choose at least one street' })
    expect(server.asked.some(({ method }) => method === 'POST')).toBe(false)
  })

  test('gives a link, a QR code and a code to type', async () => {
    server.on('POST /members', () => invitation('https://petition.example.org/join#K7QM2XWD'))
    openCaptainScreen('/invite')
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Otto Other')
    await user.click(screen.getByRole('checkbox', { name: /Heathway/ }))
    await user.click(screen.getByRole('button', { name: 'Make the invitation' }))
    await screen.findByText('K7QM-2XWD')
    screen.getByText('https://petition.example.org/join#K7QM2XWD')
    screen.getByRole('img', { name: 'QR code of the link for Otto Other' })
    expect(server.asked.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'Otto Other',
      role: 'volunteer',
      streets: [heathway],
    })
    await user.click(screen.getByRole('button', { name: 'Invite somebody else' }))
    expect((await screen.findByRole('textbox', { name: 'Name' })).getAttribute('value') ?? '').toBe('')
  })

  test('without an https address says why there is no link, and still has the code', async () => {
    server.on('POST /members', () => invitation(null))
    openCaptainScreen('/invite')
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Otto Other')
    await user.click(screen.getByRole('checkbox', { name: /Reede/ }))
    await user.click(screen.getByRole('button', { name: 'Make the invitation' }))
    await screen.findByText(/no https address yet/)
    screen.getByText('K7QM-2XWD')
    expect(screen.queryByRole('img')).toBeNull()
  })

  test('keeps what was typed when the server refuses', async () => {
    server.on('POST /members', () => new Refused(500, { error: 'server-error' }))
    openCaptainScreen('/invite')
    const name = await screen.findByRole('textbox', { name: 'Name' })
    await user.type(name, 'Otto Other')
    await user.click(screen.getByRole('checkbox', { name: /Reede/ }))
    await user.click(screen.getByRole('button', { name: 'Make the invitation' }))
    await screen.findByText(/The server could not do this/)
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'Otto Other')
  })

  test('a captain without streets is told where they come from', async () => {
    server.on('GET /streets', () => ({ streets: [] }))
    openCaptainScreen('/invite')
    await screen.findByText('No street has been given to you')
  })
})
