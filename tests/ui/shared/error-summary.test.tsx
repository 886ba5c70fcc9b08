// @vitest-environment jsdom
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useForm } from 'react-hook-form'
import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { Controller } from '#domain/petition.ts'
import { CheckboxGroup } from '#ui/shared/checkbox-group.tsx'
import { ErrorSummary } from '#ui/shared/error-summary.tsx'
import { fieldProblems, fieldSentence } from '#ui/shared/form-errors.ts'
import { Page } from '#ui/shared/page.tsx'
import { TextField } from '#ui/shared/text-field.tsx'

const Fields = z.object({
  controller: z.pick(Controller, { name: true }),
  connections: z.array(z.string()).check(z.minLength(1, 'connections-missing')),
})

function Form() {
  const form = useForm({
    resolver: standardSchemaResolver(Fields),
    shouldFocusError: false,
    reValidateMode: 'onSubmit',
    defaultValues: { controller: { name: '' }, connections: [] },
  })
  const { errors, submitCount } = form.formState
  return (
    <Page title="Settings">
      <form onSubmit={form.handleSubmit(() => {})} noValidate>
        <ErrorSummary problems={fieldProblems(errors)} attempt={submitCount} />
        <TextField
          label="Who is responsible"
          hint="A person or a group"
          {...form.register('controller.name')}
          error={fieldSentence(errors, 'controller.name')}
        />
        <CheckboxGroup
          label="Who may sign"
          {...form.register('connections')}
          options={[{ value: 'live', label: 'People who live there' }]}
          error={fieldSentence(errors, 'connections')}
        />
        <button type="submit">Save</button>
      </form>
    </Page>
  )
}

afterEach(cleanup)

describe('a form with problems', () => {
  test('takes the focus to the summary and says so in the title of the tab', async () => {
    render(<Form />)
    expect(document.title).toBe('Settings – Petition Pack')
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))

    const summary = screen.getByRole('alert', { name: 'There is a problem' })
    expect(document.activeElement).toBe(summary)
    expect(document.title).toBe('Error: Settings – Petition Pack')
  })

  test('says the same words beside the field as in the summary, and links to it', async () => {
    render(<Form />)
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))

    const sentence = 'Enter who is responsible for the names'
    const field = screen.getByRole('textbox', { name: 'Who is responsible' })
    const notes = (field.getAttribute('aria-describedby') ?? '').split(' ')
    expect(notes.map((id) => document.getElementById(id)?.textContent)).toEqual([
      'A person or a group',
      sentence,
    ])

    await userEvent.click(screen.getByRole('link', { name: sentence }))
    expect(document.activeElement).toBe(field)
    await userEvent.click(
      screen.getByRole('link', { name: 'Choose at least one group of people who may sign' }),
    )
    expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: 'People who live there' }))
  })

  test('gives the title back once it is in order', async () => {
    render(<Form />)
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    await userEvent.type(screen.getByRole('textbox'), 'Dagenham Neighbours')
    await userEvent.click(screen.getByRole('checkbox'))
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(document.title).toBe('Settings – Petition Pack')
  })
})
