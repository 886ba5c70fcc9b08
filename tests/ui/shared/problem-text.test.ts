import { describe, expect, test } from 'vitest'
import { JoinCode } from '#domain/join-code.ts'
import { personalFor } from '#domain/recipient-profile.ts'
import { deskIssueText, deskProblemText, hasDeskIssueText } from '#ui/shared/desk-problem-text.ts'
import { hasIssueText } from '#ui/shared/problem-text.ts'
import { ContactForm } from '#ui/volunteer/signing/contact-schema.ts'
import { signingSchema } from '#ui/volunteer/signing/signing-schema.ts'
import { ProblemCode } from '#wire/problem.ts'

const modules = import.meta.glob<Record<string, unknown>>(
  ['../../../src/domain/**/*.ts', '../../../src/wire/*.ts'],
  { eager: true },
)
const rules = personalFor({ profile: 'uk-gla-mopac', connections: ['live', 'work'] })
const keys = [...new Set([...Object.values(modules), { rules }].flatMap((exported) => [...keysIn(exported)]))]
const phoneForms = [
  JoinCode,
  ContactForm,
  signingSchema({ profile: 'informal', connections: ['live', 'work'] }, () => 'typed'),
  signingSchema({ profile: 'uk-gla-mopac', connections: ['live', 'work'] }, () => 'drawn'),
]
const phoneKeys = [...new Set(phoneForms.flatMap((form) => [...keysIn(form)]))]

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
    expect(hasDeskIssueText(key)).toBe(true)
  })

  test.each(phoneKeys)('%s has one on the phone, which does not download the desk’s', (key) => {
    expect(hasIssueText(key)).toBe(true)
  })
})

test('the sentences keep the voice: no blame, no jargon, no "please"', () => {
  const sentences = [
    ...ProblemCode.options.map((code) => deskProblemText(code)),
    deskProblemText('offline'),
    ...keys.map((key) => deskIssueText(key)),
  ]
  for (const sentence of sentences) expect(sentence).not.toMatch(/invalid|please|oops|sorry|error|failed/i)
})

test('a field may have a sentence of its own', () => {
  expect(deskIssueText('time-missing', 'returnBy')).toBe(
    'Enter the day and time when the packs are to be back',
  )
  expect(deskIssueText('time-missing')).toBe('Enter a day and a time')
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
