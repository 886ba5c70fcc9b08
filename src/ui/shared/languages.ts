/** The languages in which a resident may read the app. Which of them a wording has is the organiser's matter. */
import * as z from 'zod/mini'

export const Language = z.enum(['en', 'bn', 'ur', 'ro', 'lt', 'pl'])
export type Language = z.infer<typeof Language>

type Facts = {
  /** In itself, for whoever can read nothing else. */
  readonly name: string
  /** For dates, lists and numbers. */
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
}

export const languages: Record<Language, Facts> = {
  en: { name: 'English', locale: 'en-GB', dir: 'ltr' },
  bn: { name: 'বাংলা', locale: 'bn', dir: 'ltr' },
  ur: { name: 'اردو', locale: 'ur', dir: 'rtl' },
  ro: { name: 'Română', locale: 'ro', dir: 'ltr' },
  lt: { name: 'Lietuvių', locale: 'lt', dir: 'ltr' },
  pl: { name: 'Polski', locale: 'pl', dir: 'ltr' },
}

/** The interface's language for a wording: English where there is no other. */
export const languageOf = (wording: string): Language => Language.safeParse(wording).data ?? 'en'
