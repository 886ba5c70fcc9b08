/** One fixed version of what a resident reads and signs. Plain text: it is never shown as HTML. */
import * as z from 'zod/mini'
import { Sha256 } from './ids.ts'
import { sha256 } from './sha256.ts'

/** NFC, line ends as LF, no blanks at the end: two texts that look alike have one hash. */
export const plainText = (maxLength: number) =>
  z.pipe(
    z.string().check(z.maxLength(maxLength, 'text-too-long')),
    z.transform((text: string) =>
      text
        .normalize('NFC')
        .replace(/\r\n?/g, '\n')
        .replace(/[ \t]+$/gm, '')
        .trim(),
    ),
  )

/** Limits as on the UK Parliament's petition site: 80, 300 and 800 characters. */
export const WordingText = z.strictObject({
  language: z.string().check(z.regex(/^[a-z]{2,3}$/)),
  title: plainText(80),
  /** What is asked for: repeated on every sheet. */
  request: plainText(300),
  background: plainText(800),
  recipient: plainText(120),
  privacyNotice: plainText(3000),
})
export type WordingText = z.infer<typeof WordingText>

export const Wording = z.strictObject({ ...WordingText.shape, hash: Sha256, number: z.int().check(z.gte(1)) })
export type Wording = z.infer<typeof Wording>

/** The identity of a wording: any change of a letter, in the text or in the privacy notice, is another one. */
export function wordingHash(text: WordingText): Promise<Sha256> {
  const { language, title, request, background, recipient, privacyNotice } = text
  return sha256(
    new TextEncoder().encode(
      JSON.stringify([
        'petition-pack/wording',
        1,
        language,
        title,
        request,
        background,
        recipient,
        privacyNotice,
      ]),
    ),
  )
}
