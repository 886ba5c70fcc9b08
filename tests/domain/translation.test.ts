import { describe, expect, test } from 'vitest'
import { Sha256 } from '#domain/ids.ts'
import { soundTypeOf } from '#domain/sound.ts'
import { TranslationText, translate } from '#domain/translation.ts'

const original = Sha256.parse('A'.repeat(43))
const text = TranslationText.parse({
  original,
  language: 'pl',
  title: 'Nie zamykać biblioteki',
  request: 'Biblioteka ma być otwarta sześć dni w tygodniu.',
  background: '',
  privacyNotice: 'Nazwiska dostaje rada i nikt inny.',
})
const council = { recipient: 'The council' }
const hashOf = async (changes: Partial<typeof text>, to = council) =>
  (await translate({ ...text, ...changes }, to)).hash

describe('a translation', () => {
  test('is another version for each letter, language, receiving body and original', async () => {
    const hashes = await Promise.all([
      hashOf({}),
      hashOf({ title: 'Nie zamykać biblioteki!' }),
      hashOf({ language: 'ro' }),
      hashOf({ original: Sha256.parse('B'.repeat(43)) }),
      hashOf({}, { recipient: 'The mayor' }),
      hashOf({ privacyNotice: 'Inna.' }),
    ])
    expect(new Set(hashes).size).toBe(hashes.length)
    expect(await hashOf({})).toBe(hashes[0])
  })

  test('keeps its fingerprint for ever', async () => {
    expect(await hashOf({})).toBe('aathi_NqtBDSPGCF4YCmrA2x2Ruaoz-AEaXF16L-5s0')
  })

  test('may be longer than the original, but not empty', () => {
    expect(TranslationText.safeParse({ ...text, title: 'x'.repeat(160) }).success).toBe(true)
    expect(TranslationText.safeParse({ ...text, title: 'x'.repeat(161) }).success).toBe(false)
    expect(TranslationText.safeParse({ ...text, request: ' ' }).success).toBe(false)
  })
})

describe('a sound', () => {
  const bytes = (...parts: (string | number)[]) =>
    Uint8Array.from(
      parts.flatMap((part) =>
        typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : [part],
      ),
    )
  test.each([
    ['audio/webm', bytes(0x1a, 0x45, 0xdf, 0xa3, 0)],
    ['audio/ogg', bytes('OggS', 0)],
    ['audio/mp4', bytes(0, 0, 0, 0x1c, 'ftypM4A ')],
    ['audio/wav', bytes('RIFF', 1, 2, 3, 4, 'WAVEfmt ')],
    ['audio/mpeg', bytes('ID3', 4)],
    ['audio/mpeg', bytes(0xff, 0xfb, 0x90, 0)],
    ['audio/aac', bytes(0xff, 0xf1, 0x50, 0x80)],
    [undefined, bytes('<script>alert(1)</script>')],
    [undefined, bytes('%PDF-1.7')],
    [undefined, bytes()],
  ])('is %s by its first bytes', (type, sound) => {
    expect(soundTypeOf(sound)).toBe(type)
  })
})
