// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { knockerSigns } from '#domain/knocker.ts'
import { closeTab, phoneInHand } from './phone-in-hand.tsx'

afterEach(closeTab)

const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))
const follow = async (name: string | RegExp) => userEvent.click(await screen.findByRole('link', { name }))
const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const who = () => screen.findByRole('group', { name: 'Who is knocking?' })

async function add(label: string) {
  if (label) await userEvent.type(await screen.findByLabelText(/^Nickname or initials/), label)
  await press('Add a knocker')
}

async function talliesIn(): Promise<(string | null)[]> {
  const list = await screen.findByRole('list', { name: 'Knockers' })
  return within(list)
    .getAllByRole('listitem')
    .map((each) => each.querySelector('p')?.textContent ?? null)
}

describe('F35 one phone, several knockers', () => {
  test('shows nothing of it until somebody is added', async () => {
    const phone = await phoneInHand()
    phone.open(phone.doorPath(0))
    await screen.findByRole('link', { name: 'Leave now' })
    expect(screen.queryByRole('group', { name: 'Who is knocking?' })).toBeNull()
    closeTab()
    phone.open('/session')
    await heading('My session')
    expect(screen.queryByRole('heading', { name: 'Knockers' })).toBeNull()
  })

  test('each save goes to whoever was tapped last; undo takes it off; a reload keeps it all', async () => {
    const phone = await phoneInHand()
    phone.open('/session')
    await follow('Several knockers, one phone')
    await add('Ann')
    await waitFor(async () => expect(await talliesIn()).toHaveLength(1))
    await add('')
    await waitFor(async () =>
      expect(await talliesIn()).toEqual(['Ann0 knocks, 0 signatures', 'Square0 knocks, 0 signatures']),
    )
    closeTab()
    phone.open(phone.doorPath(0))
    expect(within(await who()).getByRole('button', { name: 'Ann (circle)', pressed: true })).toBeDefined()
    await press('No answer')
    await heading('3')
    await press('Square')
    await screen.findByRole('button', { name: 'Square', pressed: true })
    await press('No thanks')
    await heading('4')
    await press('No answer')
    await heading('2')
    await press('Undo')
    await heading('4')
    closeTab()
    phone.open('/session')
    expect(await talliesIn()).toEqual([
      'Ann1 knock, 0 signatures, 1 door to go back to',
      'Square1 knock, 0 signatures',
    ])
    const kept = JSON.stringify(await phone.db.entries.toArray())
    expect(kept).not.toMatch(/Ann|circle|square/)
  })

  test('a knocker who goes takes the tally along and leaves the knocks', async () => {
    const phone = await phoneInHand()
    phone.open('/knockers')
    await add('Ann')
    await press('Remove Ann (circle)')
    await press('Remove')
    expect(await screen.findByText(/^Nobody yet/)).toBeDefined()
    expect(await phone.db.knockers.count()).toBe(0)
  })
})

/** WCAG 2.2, 1.4.11: by 3 to 1 a shape stands out from the page behind it, in every theme. */
test('the shapes are seen on the page of every theme', () => {
  const at = (path: string) => readFileSync(join('src/ui', path), 'utf8')
  const css = at('volunteer/knockers/knockers.module.css')
  const pages = [...at('shared/tokens.css').matchAll(/--page: (#[0-9a-f]{6})/g)].map(
    ([, colour]) => colour ?? '',
  )
  expect(pages.length).toBeGreaterThan(2)
  for (const sign of knockerSigns) {
    const colour = new RegExp(`\\.${sign} \\{\\s+fill: (#[0-9a-f]{6})`).exec(css)?.[1] ?? ''
    for (const page of pages) expect(contrast(colour, page), `${sign} on ${page}`).toBeGreaterThanOrEqual(3)
  }
})

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((from) => Number.parseInt(colour.slice(from, from + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
