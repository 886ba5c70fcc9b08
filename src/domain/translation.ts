/**
 * A wording in another language. It belongs to the one fixed version that it
 * translates, and a named reader approves it before any resident sees it. Who
 * signs it signs its own hash, so that it can be shown later what they read.
 */
import * as z from 'zod/mini'
import { Sha256 } from './ids.ts'
import { sha256 } from './sha256.ts'
import { required } from './text.ts'
import { plainText, type Wording, WordingText } from './wording.ts'

/** The same in another language can be half as long again, and in a few twice. */
const texts = {
  title: plainText(160).check(z.minLength(1, 'title-missing')),
  request: plainText(600).check(z.minLength(1, 'request-missing')),
  background: plainText(1600),
  privacyNotice: plainText(6000).check(z.minLength(1, 'privacy-notice-missing')),
}

/** What the organiser types; the name of the receiving body stays as it is. */
export const TranslationText = z.strictObject({
  original: Sha256,
  language: WordingText.shape.language,
  ...texts,
})
export type TranslationText = z.infer<typeof TranslationText>

export const Translation = z.object({
  ...TranslationText.shape,
  recipient: WordingText.shape.recipient,
  hash: Sha256,
})
export type Translation = z.infer<typeof Translation>

/** Whoever read it from the first word to the last, and says that it is right. */
export const ReaderName = required(100, 'reader-missing')

/** Its identity. The original is in it: the same words, when the original has changed, are another translation. */
export async function translate(
  { original, language, title, request, background, privacyNotice }: TranslationText,
  { recipient }: Pick<Wording, 'recipient'>,
): Promise<Translation> {
  const hash = await sha256(
    new TextEncoder().encode(
      JSON.stringify([
        'petition-pack/translation',
        1,
        original,
        language,
        title,
        request,
        background,
        recipient,
        privacyNotice,
      ]),
    ),
  )
  return { original, language, title, request, background, recipient, privacyNotice, hash }
}
