// @vitest-environment node
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Theme = ReadonlyMap<string, string>

const css = readFileSync(new URL('../../../src/ui/shared/tokens.css', import.meta.url), 'utf8')
const light = coloursAfter(':root {')

const chosen = (theme: string) => `\n:root[data-theme="${theme}"]`
const themes: Record<string, Theme> = {
  light,
  dark: over(light, '@media (prefers-color-scheme: dark)'),
  'chosen dark': over(light, chosen('dark')),
  'more contrast': over(light, '@media (prefers-contrast: more) {'),
  'more contrast, dark': over(light, '@media (prefers-contrast: more) and (prefers-color-scheme: dark)'),
  'more contrast, chosen dark': over(light, '\n  :root[data-theme="dark"]'),
  'chosen contrast': over(light, chosen('contrast')),
}
const strong = ['more contrast', 'more contrast, dark', 'more contrast, chosen dark', 'chosen contrast']

const textPairs = [
  ['ink', 'page'],
  ['ink', 'surface'],
  ['ink', 'sunken'],
  ['ink', 'accent-soft'],
  ['ink', 'danger-soft'],
  ['ink', 'warning-soft'],
  ['ink', 'good-soft'],
  ['ink-quiet', 'page'],
  ['ink-quiet', 'surface'],
  ['ink-quiet', 'sunken'],
  ['accent', 'page'],
  ['accent', 'surface'],
  ['accent', 'sunken'],
  ['accent-strong', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['danger', 'page'],
  ['danger', 'surface'],
  ['danger', 'danger-soft'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-strong'],
  ['warning', 'surface'],
  ['warning', 'warning-soft'],
  ['good', 'surface'],
  ['good', 'good-soft'],
] as const

const controlPairs = [
  ['line', 'page'],
  ['line', 'surface'],
  ['line', 'sunken'],
  ['focus', 'page'],
  ['focus', 'surface'],
  ['focus', 'sunken'],
] as const

describe.each(Object.entries(themes))('the %s theme', (_, theme) => {
  test.each(textPairs)('shows text in %s on %s with a contrast of at least 4.5', (text, ground) => {
    expect(contrast(theme, text, ground)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(controlPairs)('shows controls in %s on %s with a contrast of at least 3', (line, ground) => {
    expect(contrast(theme, line, ground)).toBeGreaterThanOrEqual(3)
  })
})

test.each(strong)('the theme of high contrast "%s" reaches 7 for all text, and 3 for every line', (name) => {
  const theme = themes[name] ?? light
  for (const [text, ground] of textPairs) {
    expect(contrast(theme, text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(7)
  }
  for (const ground of ['page', 'surface', 'sunken']) {
    expect(contrast(theme, 'line-quiet', ground), `line-quiet on ${ground}`).toBeGreaterThanOrEqual(3)
  }
})

test('a theme is the same, whether the system or the volunteer chose it', () => {
  expect(themes['chosen dark']).toEqual(themes.dark)
  expect(themes['chosen contrast']).toEqual(themes['more contrast'])
  expect(themes['more contrast, chosen dark']).toEqual(themes['more contrast, dark'])
})

function coloursAfter(start: string): Theme {
  const from = css.indexOf(start)
  if (from < 0) throw new Error(`tokens.css has no ${start}`)
  const block = css.slice(from, css.indexOf('}', from))
  return new Map(
    [...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  )
}

function over(base: Theme, start: string): Theme {
  return new Map([...base, ...coloursAfter(start)])
}

function contrast(theme: Theme, one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(theme.get(one)), luminance(theme.get(other))].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex = ''): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
