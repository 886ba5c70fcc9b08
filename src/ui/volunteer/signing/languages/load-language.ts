/// <reference path="./po.d.ts" />
/** Each language is a file of its own, on the phone with the rest before it goes offline. English is there at once. */
import { type I18n, type Messages, setupI18n } from '@lingui/core'
import { type Language, languages } from '../../../shared/languages.ts'
import { messages } from './en.po'

const files: Record<Exclude<Language, 'en'>, () => Promise<{ messages: Messages }>> = {
  bn: () => import('./bn.po'),
  ur: () => import('./ur.po'),
  ro: () => import('./ro.po'),
  lt: () => import('./lt.po'),
  pl: () => import('./pl.po'),
}

const made = (language: Language, said: Messages): I18n =>
  setupI18n({ locale: language, locales: [languages[language].locale], messages: { [language]: said } })

/** The build leaves out of its file what says its own key: that is taken as it stands. */
export const english = made('en', messages)
if (import.meta.env.PROD) english.setMessagesCompiler((sentence) => [sentence])
const loaded = new Map<Language, I18n>([['en', english]])

export const loadedLanguage = (language: Language): I18n | undefined => loaded.get(language)

/** Rejects where the file is not on the phone and there is no network. */
export async function loadLanguage(language: Language): Promise<I18n> {
  const known = loaded.get(language)
  if (known || language === 'en') return known ?? english
  const i18n = made(language, (await files[language]()).messages)
  loaded.set(language, i18n)
  return i18n
}
