import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Messages, setupI18n } from '@lingui/core'
import { describe, expect, test } from 'vitest'
import { Language, languages } from '#ui/shared/languages.ts'
import { readTexts } from '#ui/volunteer/signing/text.ts'

const ui = join(import.meta.dirname, '../../../../src/ui')
const folder = join(ui, 'volunteer/signing/languages')
const compiled = import.meta.glob<{ messages: Messages }>(
  '../../../../src/ui/volunteer/signing/languages/*.po',
  { eager: true },
)
const messagesOf = (language: Language): Messages =>
  Object.entries(compiled).find(([file]) => file.endsWith(`/${language}.po`))?.[1].messages ?? {}
const readCatalogue = (language: Language) => readFileSync(join(folder, `${language}.po`), 'utf8')
const translated = Language.options.filter((language) => language !== 'en')
const NEEDS_READER = '# needs a native reader'

describe('the catalogues of what residents read', () => {
  test('the English one has every sentence of the screens, and none that is on no screen', () => {
    expect(Object.keys(messagesOf('en')).sort()).toEqual([...inSources()].sort())
  })

  test.each(translated)('%s has them all', (language) => {
    const own = messagesOf(language)
    expect(Object.keys(own).sort()).toEqual(Object.keys(messagesOf('en')).sort())
    const empty = [...readCatalogue(language).matchAll(/^msgid "(.+)"\nmsgstr ""$/gm)].map(([, id]) => id)
    expect(empty).toEqual([])
  })

  test.each(translated)('%s fills in what the English sentence fills in', (language) => {
    const english = messagesOf('en')
    for (const [id, message] of Object.entries(messagesOf(language)))
      expect({ id, names: placeholdersIn(message) }).toEqual({ id, names: placeholdersIn(english[id]) })
  })

  test.each(Language.options)('%s has every plural that its grammar knows', (language) => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
    for (const [id, message] of Object.entries(messagesOf(language)))
      for (const forms of pluralsIn(message))
        expect({ id, forms: forms.sort() }).toEqual({ id, forms: [...pluralCategories].sort() })
  })

  test('a number chooses its plural: Polish has three for whole numbers', () => {
    const i18n = setupI18n({ locale: 'pl', messages: { pl: messagesOf('pl') } })
    const { listenFor } = readTexts(i18n)
    expect([1, 3, 5, 22].map(listenFor)).toEqual([
      'Posłuchaj (1 sekunda)',
      'Posłuchaj (3 sekundy)',
      'Posłuchaj (5 sekund)',
      'Posłuchaj (22 sekundy)',
    ])
  })

  test('from the right, what may be Latin or a number stands by itself', () => {
    for (const [, said = ''] of readCatalogue('ur').matchAll(/^msgstr "(.+)"$/gm))
      for (const [part] of said.matchAll(
        /[A-Za-z0-9@.][A-Za-z0-9@. ]{5,}|\{(recipient|contact|code|postcode|name|original)\}/g,
      ))
        if (!said.includes('plural')) expect(said).toMatch(new RegExp(`[\u2066\u2068]${part.trim()}\u2069`))
  })

  test('dates are as people write them', () => {
    const { noticeWords } = readTexts(setupI18n({ locale: 'ro', messages: { ro: messagesOf('ro') } }))
    expect(noticeWords('Consiliul', '2027-06-30')).toContain('30 iunie 2027')
  })

  test('the README says how many sentences of each language still need a native reader', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    for (const language of translated) {
      const waiting = readCatalogue(language)
        .split('\n')
        .filter((line) => line === NEEDS_READER).length
      const all = Object.keys(messagesOf('en')).length
      expect(readme).toContain(`| ${language} | ${languages[language].name} | ${waiting} of ${all} |`)
    }
  })
})

/** Every sentence that the sources hand to Lingui. */
function inSources(): Set<string> {
  const files = [
    ...readdirSync(join(ui, 'volunteer/signing'), { recursive: true, encoding: 'utf8' }).map(
      (file) => `volunteer/signing/${file}`,
    ),
    'shared/kit-text.ts',
    'shared/problem-text.ts',
  ].filter((file) => /\.tsx?$/.test(file))
  const found = new Set<string>()
  for (const file of files) {
    const source = readFileSync(join(ui, file), 'utf8')
    for (const [, sentence = ''] of source.matchAll(/(?:i18n\._\(|\/\*i18n\*\/)\s*'((?:[^'\\]|\\.)+)'/g))
      found.add(sentence)
  }
  return found
}

/** A compiled message is text, or a list of texts and placeholders: name, kind, forms. */
type Token = string | readonly [string, string?, Readonly<Record<string, unknown>>?]

const tokensOf = (message: unknown): readonly Token[] => (Array.isArray(message) ? message : [])

function placeholdersIn(message: unknown): string[] {
  const names = tokensOf(message).flatMap((token) => (typeof token === 'string' ? [] : [token[0]]))
  return [...new Set(names)].sort()
}

function pluralsIn(message: unknown): string[][] {
  return tokensOf(message).flatMap((token) =>
    typeof token !== 'string' && token[1] === 'plural'
      ? [Object.keys(token[2] ?? {}).filter((form) => form !== 'offset')]
      : [],
  )
}
