import type { PetitionRow } from '#device/database.ts'
import type { Wording } from '#domain/wording.ts'

/** The newest wording, or a translation of it: whichever is on the screen is what is signed. */
export type ShownWording = Omit<Wording, 'number'>

/** In the language of the page, where an approved translation is on this phone; else as it was written. */
export function shownWording(
  { wordings, translations = [] }: PetitionRow,
  language: string,
): ShownWording | undefined {
  const original = wordings.at(-1)
  if (original === undefined || original.language === language) return original
  const translated = translations.filter(
    (each) => each.original === original.hash && each.language === language,
  )
  return translated.at(-1) ?? original
}
