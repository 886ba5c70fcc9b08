// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { InvitationCard } from '#ui/shared/invitation-card.tsx'
import { Invitation } from '#wire/members.ts'

afterEach(cleanup)

const invitation = Invitation.parse({
  member: '018f0000-0000-7000-8000-000000000020',
  code: 'K7QM2XWD',
  link: 'https://petition.example.org/join#K7QM2XWD',
  expiresAt: '2026-12-11T17:00:00.000Z',
})

describe('the card of an invitation', () => {
  test('copies the link and says so', async () => {
    const user = userEvent.setup({ delay: null })
    render(<InvitationCard name="Otto Other" invitation={invitation} />)
    await user.click(screen.getByRole('button', { name: 'Copy the link' }))
    await screen.findByText('Copied.')
    expect(await navigator.clipboard.readText()).toBe(invitation.link)
  })

  test('says what to do when the browser does not copy', async () => {
    const user = userEvent.setup({ delay: null })
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValueOnce(
      new DOMException('no', 'NotAllowedError'),
    )
    render(<InvitationCard name="Otto Other" invitation={invitation} />)
    await user.click(screen.getByRole('button', { name: 'Copy the link' }))
    await screen.findByText(/Mark the link and copy it yourself/)
  })

  test('tells a new person the steps', () => {
    render(<InvitationCard name="Otto Other" invitation={invitation} />)
    expect(screen.getAllByRole('listitem')).toHaveLength(3)
  })
})
