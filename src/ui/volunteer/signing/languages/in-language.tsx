import type { I18n } from '@lingui/core'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react'
import type { DoorId } from '#domain/ids.ts'
import { KitText } from '../../../shared/kit-text.ts'
import { type Language, languageOf, languages } from '../../../shared/languages.ts'
import { kitTexts } from '../text.ts'
import { chooseLanguage, useChosenLanguage } from './chosen-language.ts'
import { english, loadedLanguage, loadLanguage } from './load-language.ts'

type Spoken = {
  readonly i18n: I18n
  readonly language: Language
  readonly choose: (language: Language) => void
}

const Spoken = createContext<Spoken>({ i18n: english, language: 'en', choose: () => {} })

type InLanguageProps = {
  door: DoorId
  /** The petition's own, where nobody has chosen. */
  wording: string | undefined
  /** The whole page is the resident's, and not only what is marked as such. */
  isWhole: boolean
  children: ReactNode
}

/** What a resident reads inside of this is in their language. A change of it keeps the form as it is. */
export function InLanguage({ door, wording, isWhole, children }: InLanguageProps) {
  const wanted = useChosenLanguage(door) ?? languageOf(wording ?? 'en')
  const [i18n, setI18n] = useState(loadedLanguage(wanted) ?? english)
  const language = languageOf(i18n.locale)

  useEffect(() => {
    let isOver = false
    loadLanguage(wanted).then(
      (loaded) => {
        if (!isOver) setI18n(loaded)
      },
      // Where it can't be loaded, what is there stays.
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [wanted])

  useLayoutEffect(() => {
    if (!isWhole) return
    const page = document.documentElement
    const { lang, dir } = page
    page.lang = languages[language].locale
    page.dir = languages[language].dir
    return () => {
      page.lang = lang
      page.dir = dir
    }
  }, [isWhole, language])

  const spoken = useMemo(
    () => ({ i18n, language, choose: (to: Language) => chooseLanguage(door, to) }),
    [i18n, language, door],
  )
  return (
    <Spoken.Provider value={spoken}>
      <KitText.Provider value={useMemo(() => kitTexts(i18n), [i18n])}>{children}</KitText.Provider>
    </Spoken.Provider>
  )
}

export const useSpoken = (): Spoken => useContext(Spoken)

/** One of the catalogues in the language of the page. */
export function useTexts<Texts>(textsIn: (i18n: I18n) => Texts): Texts {
  const { i18n } = useSpoken()
  return useMemo(() => textsIn(i18n), [textsIn, i18n])
}
