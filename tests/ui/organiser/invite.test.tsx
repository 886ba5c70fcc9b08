// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answerLikeTheServer } from './answer-like-the-server.ts'
import { detail, id, openScreen } from './organiser-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null })
afterEach(cleanup)

beforeEach(() => {
  server.on('GET ', () => detail())
  server.on('GET /streets', () => ({
    streets: [{ id: id(10), name: 'Reede Road', doors: 30, assigned: [] }],
  }))
  server.on('POST /members', () => ({
    member: id(20),
    code: 'K7QM2XWD',
    link: 'https://petition.example.org/join#K7QM2XWD',
    expiresAt: '2026-12-11T17:00:00.000Z',
  }))
})

const sent = () => server.asked.find(({ method }) => method === 'POST')?.body

describe('inviting somebody', () => {
  test('a volunteer may start without a street', async () => {
    openScreen('/people/invite')
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Vera Volunteer')
    await user.click(screen.getByRole('button', { name: 'Make the invitation' }))
    await screen.findByRole('heading', { name: 'Invitation for Vera Volunteer' })
    expect(sent()).toEqual({ name: 'Vera Volunteer', role: 'volunteer', streets: [] })
  })

  test('an organiser is given no streets, also when some were ticked before', async () => {
    openScreen('/people/invite')
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Olga Organiser')
    await user.click(screen.getByRole('checkbox', { name: /Reede Road/ }))
    await user.click(screen.getByRole('radio', { name: /^Organiser/ }))
    expect(screen.queryByRole('checkbox')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Make the invitation' }))
    await screen.findByRole('heading', { name: 'Invitation for Olga Organiser' })
    expect(sent()).toEqual({ name: 'Olga Organiser', role: 'organiser', streets: [] })
  })

  test('the card names the petition', async () => {
    openScreen('/people/invite')
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Vera Volunteer')
    await user.click(screen.getByRole('button', { name: 'Make the invitation' }))
    const heading = await screen.findByRole('heading', { name: 'Invitation for Vera Volunteer' })
    expect(heading.parentElement?.textContent).toContain('Keep the police station in Dagenham open')
    expect(document.activeElement).toBe(heading)
  })
})
