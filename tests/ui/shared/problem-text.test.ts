import { describe, expect, test } from 'vitest'
import { personalFor } from '#domain/recipient-profile.ts'
import { hasIssueText, issueText, problemText } from '#ui/shared/problem-text.ts'
import { ProblemCode } from '#wire/problem.ts'

const modules = import.meta.glob<Record<string, unknown>>(
  ['../../../src/domain/**/*.ts', '../../../src/wire/*.ts'],
  { eager: true },
)
const rules = personalFor({ profile: 'uk-gla-mopac', connections: ['live', 'work'] })
const keys = [...new Set([...Object.values(modules), { rules }].flatMap((exported) => [...keysIn(exported)]))]

describe('every message key of the schemas', () => {
  test('is found, also deep inside an endpoint', () => {
    expect(keys).toEqual(
      expect.arrayContaining([
        'name-missing',
        'controller-name-missing',
        'kit-missing',
        'connection-missing',
      ]),
    )
  })

  test.each(keys)('%s has a sentence', (key) => {
    expect(hasIssueText(key)).toBe(true)
  })
})

test('the sentences keep the voice: no blame, no jargon, no "please"', () => {
  const sentences = [
    ...ProblemCode.options.map((code) => problemText(code)),
    problemText('offline'),
    ...keys.map((key) => issueText(key)),
  ]
  for (const sentence of sentences) expect(sentence).not.toMatch(/invalid|please|oops|sorry|error|failed/i)
})

test('a field may have a sentence of its own', () => {
  expect(issueText('time-missing', 'returnBy')).toBe('Enter the day and time when the packs are to be back')
  expect(issueText('time-missing')).toBe('Enter a day and a time')
})

/** Walks schemas by their own definitions. A key is a lower-case word or words with hyphens. */
function* keysIn(value: unknown, seen = new Set<unknown>()): Generator<string> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return
  seen.add(value)
  if ('_zod' in value) {
    const { def } = (value as { _zod: { def: object } })._zod
    if ('error' in def && typeof def.error === 'function') {
      const message: unknown = def.error({})
      if (typeof message === 'string' && /^[a-z]+(-[a-z]+)+$/.test(message)) yield message
    }
    yield* keysIn(def, seen)
    return
  }
  if (typeof value === 'object') for (const inner of Object.values(value)) yield* keysIn(inner, seen)
}
