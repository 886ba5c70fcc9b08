// @vitest-environment jsdom
import '../../tools/jsdom-gaps.ts'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { offerUpdate, useAppUpdate } from '#ui/shared/app-update.ts'
import { UpdateBanner } from '#ui/shared/update-banner.tsx'
import { answerLikeTheServer } from './answer-like-the-server.ts'
import { detail, id, openScreen, petition } from './organiser-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null })
let applied = 0

beforeEach(() => {
  applied = 0
  server.on('GET ', () => detail({ recoveryKit: 'none' }))
  server.on('GET /streets', () => ({ streets: [] }))
  server.on('GET /members', () => ({ members: [] }))
  act(() => offerUpdate(() => (applied += 1)))
})
afterEach(() => {
  cleanup()
  useAppUpdate.setState({ apply: undefined })
  // Whoever leaves a screen lets go of what it held.
  expect(useAppUpdate.getState().holds).toBe(0)
})

const button = () => screen.queryByRole('button', { name: 'Use it now' })

/** The desk as the app shows it, with the banner above. */
function openDesk(path: string) {
  render(<UpdateBanner />)
  openScreen(path)
}

describe('an update at the desk', () => {
  test('is offered where nothing is half-typed, and taken with one press', async () => {
    openDesk('/streets/add')
    await screen.findByRole('textbox', { name: 'Name of the street' })
    await user.click(await screen.findByRole('button', { name: 'Use it now' }))
    expect(applied).toBe(1)
  })

  test.each([
    ['/streets/add', 'Name of the street'],
    ['/streets/add', 'Doors'],
    ['/people/invite', 'Name'],
    ['/settings', 'Title'],
  ])('waits while something is typed at %s into “%s”', async (path, label) => {
    openDesk(path)
    const field = await screen.findByRole('textbox', { name: new RegExp(`^${label}`) })
    await waitFor(() => expect(button()).not.toBeNull())
    await user.type(field, 'half a wor')
    await waitFor(() => expect(button()).toBeNull())
  })

  test('waits while a file is chosen and not yet taken in', async () => {
    openDesk('/batches/backup-file')
    const content = {
      format: 'petition-pack/backup',
      version: 1,
      petition,
      madeAt: '2026-11-22T10:00:00.000Z',
      entries: [{ id: id(1) }],
    }
    await user.upload(
      await screen.findByLabelText('Backup file'),
      new File([JSON.stringify(content)], 'a.pack.txt'),
    )
    await waitFor(() => expect(button()).toBeNull())
  })

  test('waits while a list is being mapped', async () => {
    openDesk('/import')
    await user.upload(
      await screen.findByLabelText('File'),
      new File(['Name,Address\nInvented Resident,1\n'], 'a.csv'),
    )
    await waitFor(() => expect(button()).toBeNull())
  })

  test('waits while a code is on the screen that is shown once', async () => {
    server.on('POST /recovery-kit', () => ({ code: 'ABCD-EFGH-JKLM-NPQR-STUV-WXYZ' }))
    openDesk('/recovery-kit')
    await waitFor(() => expect(button()).not.toBeNull())
    await user.click(await screen.findByRole('button', { name: /^Make/ }))
    await waitFor(() => expect(button()).toBeNull())
  })
})
