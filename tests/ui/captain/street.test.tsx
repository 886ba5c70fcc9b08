// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BoardStreet } from '#wire/board.ts'
import { answerLikeTheServer, Refused } from '../organiser/answer-like-the-server.ts'
import {
  boardWith,
  id,
  memberWith,
  openCaptainScreen,
  otto,
  personWith,
  reede,
  streetWith,
  vera,
} from './captain-screen.tsx'

const server = answerLikeTheServer()
const user = userEvent.setup({ delay: null })
afterEach(cleanup)

// jsdom has the element and not its methods.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true
}
HTMLDialogElement.prototype.close = function close() {
  this.open = false
}

let street: BoardStreet
const summary = () => ({ id: reede, name: 'Reede Road', doors: 3, assigned: [] })
const signature = {
  id: id(40),
  name: 'Ada Zymurgy',
  address: '1001 Reede Road',
  postcode: 'RM10 7TU',
  connection: null,
  method: 'typed',
  signedAt: '2026-11-22T10:00:00.000Z',
  street: reede,
  standing: 'waiting',
  proposal: null,
}

beforeEach(() => {
  street = streetWith()
  server.on('GET /board', () => boardWith([street]))
  server.on('GET /members', () => ({
    members: [
      memberWith(),
      memberWith({ id: otto as typeof vera, name: 'Otto Other', streets: [] }),
      memberWith({ id: id(22) as typeof vera, name: 'Cap Captain', role: 'captain' }),
      memberWith({ id: id(23) as typeof vera, name: 'Gone Away', revokedAt: '2026-11-01T10:00:00.000Z' }),
    ],
  }))
  server.on(`GET /streets/${reede}`, () => ({
    street: summary(),
    doors: [
      { id: id(30), street: reede, label: { number: 1003 }, position: 0, mark: 'done' },
      { id: id(31), street: reede, label: { number: 1001 }, position: 1, mark: 'to-visit' },
      { id: id(32), street: reede, label: { number: 1005 }, position: 2, mark: 'to-visit' },
    ],
  }))
  server.on(`GET /streets/${reede}/signatures`, () => ({ signatures: [signature] }))
})

const open = () => openCaptainScreen(`/streets/${reede}`)

describe('a street', () => {
  test('shows how far it is, and its doors by what is known of them', async () => {
    open()
    await screen.findByRole('heading', { level: 1, name: 'Reede Road' })
    await screen.findByText('12 of 30 doors done, 18 left')
    const left = await screen.findByRole('list', { name: 'To visit (2)' })
    expect(
      within(left)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['1001', '1005'])
    expect(screen.getByRole('list', { name: 'Done (1)' }).textContent).toBe('1003')
    expect(screen.queryByText(/Do not knock/)).toBeNull()
  })

  test('is given to a volunteer who does not have it yet', async () => {
    server.on(`PUT /streets/${reede}/assignments/${otto}`, () => {
      street = streetWith({
        members: [personWith(), personWith({ member: otto as typeof vera, name: 'Otto Other' })],
      })
      return summary()
    })
    open()
    const select = await screen.findByRole('combobox', { name: 'Give this street to' })
    expect(
      within(select)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['Choose somebody', 'Otto Other'])
    await user.click(screen.getByRole('button', { name: 'Give the street' }))
    await screen.findByText('Choose who gets the street')
    await user.selectOptions(select, 'Otto Other')
    await user.click(screen.getByRole('button', { name: 'Give the street' }))
    await screen.findByText('Otto Other has it now.')
    await screen.findByText('Everybody you can give it to has it already.')
  })

  test('is taken back after a question that says what is still on the phone; that can be undone', async () => {
    server.on(`DELETE /streets/${reede}/assignments/${vera}`, () => {
      street = streetWith({ members: [personWith({ hasIt: false })] })
      return summary()
    })
    server.on(`PUT /streets/${reede}/assignments/${vera}`, () => {
      street = streetWith()
      return summary()
    })
    open()
    await user.click(await screen.findByRole('button', { name: 'Take the street back from Vera Volunteer' }))
    const dialog = screen.getByRole('dialog', { name: 'Take Reede Road back from Vera Volunteer?' })
    within(dialog).getByText(/2 signatures are still on their phone/)
    await user.click(within(dialog).getByRole('button', { name: 'Go back' }))
    expect(server.asked.some(({ method }) => method === 'DELETE')).toBe(false)
    await user.click(screen.getByRole('button', { name: 'Take the street back from Vera Volunteer' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Take back' }))
    await screen.findByText('Taken back from Vera Volunteer.')
    await screen.findByText('Had it before')
    await user.click(screen.getByRole('button', { name: 'Give it back' }))
    await screen.findByText('Vera Volunteer has it now.')
  })

  test('says why it could not be given', async () => {
    server.on(`PUT /streets/${reede}/assignments/${otto}`, () => new Refused(403, { error: 'not-allowed' }))
    open()
    await user.selectOptions(
      await screen.findByRole('combobox', { name: 'Give this street to' }),
      'Otto Other',
    )
    await user.click(screen.getByRole('button', { name: 'Give the street' }))
    await screen.findByText('You do not have access to this. Ask an organiser.')
  })

  test('that was taken back in the meantime says so', async () => {
    server.on('GET /board', () => boardWith([]))
    open()
    await screen.findByText('This street is not here')
  })
})

describe('the names gathered in a street', () => {
  const namesWereAskedFor = () => server.asked.some(({ path }) => path.endsWith('/signatures'))

  test('are not even asked for before somebody means to look', async () => {
    open()
    await screen.findByRole('button', { name: 'Look at the names' })
    expect(namesWereAskedFor()).toBe(false)
  })

  test('stay hidden until they are to be shown, and again when the phone is put away', async () => {
    open()
    await user.click(await screen.findByRole('button', { name: 'Look at the names' }))
    await screen.findByText('Waiting for an organiser')
    expect(document.body.textContent).not.toMatch(/Zymurgy|RM10/)
    await user.click(screen.getByRole('button', { name: 'Show the names' }))
    screen.getByText('Ada Zymurgy')
    screen.getByText('1001 Reede Road, RM10 7TU')
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    fireEvent(document, new Event('visibilitychange'))
    Reflect.deleteProperty(document, 'visibilityState')
    await screen.findByRole('button', { name: 'Show the names' })
    expect(document.body.textContent).not.toMatch(/Zymurgy|RM10/)
  })

  test('where there are none, it says so', async () => {
    server.on(`GET /streets/${reede}/signatures`, () => ({ signatures: [] }))
    open()
    await user.click(await screen.findByRole('button', { name: 'Look at the names' }))
    await screen.findByText('No names have arrived from this street yet.')
  })
})
