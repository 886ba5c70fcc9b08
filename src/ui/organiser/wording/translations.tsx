import type { Wording } from '#domain/wording.ts'
import { type Translations as Found, readTranslations } from '#wire/translations.ts'
import layout from '../../shared/desk-layout.module.css'
import { Language, languages } from '../../shared/languages.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { Recording } from './recording.tsx'
import { Translation } from './translation.tsx'
import { translationText as text } from './translation-text.ts'

/** The newest wording, read aloud and in each language that residents may choose. */
export function Translations({ original }: { original: Wording }) {
  const { petition } = usePetition()
  const found = useLoaded(readTranslations, { params: { petition } })
  return (
    <WhenLoaded loaded={found}>
      {(known) => (
        <>
          <Recording wording={original.hash} heading="h2" found={known} onChange={found.replace} />
          <section className={layout.wide}>
            <h2>{text.title}</h2>
            <p>{text.lead}</p>
            {Language.options
              .filter((language) => language !== original.language)
              .map((language) => (
                <InLanguage
                  key={language}
                  language={language}
                  original={original}
                  found={known}
                  onChange={found.replace}
                />
              ))}
          </section>
        </>
      )}
    </WhenLoaded>
  )
}

type InLanguageProps = {
  language: Language
  original: Wording
  found: Found
  onChange: (found: Found) => void
}

const englishName = (language: Language) =>
  new Intl.DisplayNames('en-GB', { type: 'language' }).of(language) ?? language

function InLanguage({ language, original, found, onChange }: InLanguageProps) {
  const own = found.translations.filter(
    (each) => each.original === original.hash && each.language === language,
  )
  const shown = own.find(({ state }) => state === 'approved')
  const draft = own.find(({ state }) => state === 'draft')
  const latest = draft ?? shown ?? own.at(-1)
  const state = shown
    ? text.approved
    : draft
      ? text.draft
      : latest?.state === 'taken-back'
        ? text.takenBack
        : text.none
  return (
    <details className={layout.fold}>
      <summary>
        <strong>{text.language(englishName(language), languages[language].name)}</strong>{' '}
        <span className={shown ? `${layout.tag} ${layout.tagGood}` : layout.tag}>{state}</span>
      </summary>
      <div className={layout.wide}>
        <Translation
          language={language}
          name={englishName(language)}
          original={original}
          latest={latest}
          shown={shown}
          onChange={onChange}
        />
        {latest && <Recording wording={latest.hash} found={found} onChange={onChange} />}
      </div>
    </details>
  )
}
