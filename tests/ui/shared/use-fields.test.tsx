// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { AddressLine, FullName } from '#domain/personal.ts'
import { CheckboxGroup } from '#ui/shared/checkbox-group.tsx'
import { ErrorSummary } from '#ui/shared/error-summary.tsx'
import { TextField } from '#ui/shared/text-field.tsx'
import { useFields } from '#ui/shared/use-fields.ts'

const Answers = z.object({
  name: FullName,
  address: z.optional(AddressLine),
  purposes: z.array(z.string()).check(z.minLength(1, 'purposes-missing')),
})
type Answers = z.infer<typeof Answers>

const nothing: { name: string; address: string; purposes: string[] } = { name: '', address: '', purposes: [] }

function Form({ send }: { send: (answers: Answers) => Promise<void> }) {
  const form = useFields({ schema: Answers, initial: nothing, mayBeBlank: ['address'] })
  return (
    <form onSubmit={form.submitTo(send)} noValidate>
      <ErrorSummary problems={form.problems} attempt={form.submitCount} />
      <TextField label="Name" {...form.field('name')} />
      <TextField label="Address" {...form.field('address')} />
      <CheckboxGroup
        label="Purposes"
        options={['result', 'other'].map((value) => ({ value, label: value }))}
        {...form.ticks('purposes')}
      />
      <button type="submit">Save</button>
      <output>{form.isDirty ? 'changed' : 'as it was'}</output>
    </form>
  )
}

afterEach(cleanup)

const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }))
const links = () => screen.queryAllByRole('link').map(({ textContent }) => textContent)

test('says what is missing when it is sent, first one of each field, and leaves it until the next try', async () => {
  render(<Form send={() => Promise.reject(new Error('nothing is sent'))} />)
  expect(links()).toEqual([])
  await save()
  expect(links()).toEqual(['Enter the full name', 'Tick what we may write about, or choose No thanks'])
  expect(document.activeElement).toBe(screen.getByRole('alert'))

  await userEvent.type(screen.getByLabelText('Name'), 'Siân')
  expect(links()).toHaveLength(2)
  await save()
  expect(links()).toEqual(['Tick what we may write about, or choose No thanks'])
})

test('sends what the schema made of the answers; a blank that may be blank was not given', async () => {
  const sent: Answers[] = []
  render(<Form send={async (answers) => void sent.push(answers)} />)
  await userEvent.type(screen.getByLabelText('Name'), '  Siân ')
  await userEvent.type(screen.getByLabelText('Address'), '  ')
  await userEvent.click(screen.getByRole('checkbox', { name: 'other' }))
  await userEvent.click(screen.getByRole('checkbox', { name: 'result' }))
  await userEvent.click(screen.getByRole('checkbox', { name: 'other' }))
  await save()
  expect(sent).toEqual([{ name: 'Siân', address: undefined, purposes: ['result'] }])
  expect(links()).toEqual([])
})

test('sends once at a time', async () => {
  let tries = 0
  let finish = () => {}
  render(
    <Form
      send={() => {
        tries += 1
        return new Promise((resolve) => {
          finish = resolve
        })
      }}
    />,
  )
  await userEvent.type(screen.getByLabelText('Name'), 'Siân')
  await userEvent.click(screen.getByRole('checkbox', { name: 'result' }))
  await save()
  await save()
  expect(tries).toBe(1)
  finish()
  await Promise.resolve()
  await save()
  expect(tries).toBe(2)
})

test('knows whether anything differs from how it began', async () => {
  render(<Form send={async () => {}} />)
  const name = screen.getByLabelText('Name')
  fireEvent.change(name, { target: { value: 'S' } })
  expect(screen.getByText('changed')).toBeDefined()
  fireEvent.change(name, { target: { value: '' } })
  expect(screen.getByText('as it was')).toBeDefined()
})
