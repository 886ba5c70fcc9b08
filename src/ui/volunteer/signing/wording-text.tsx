import { type ComponentType, lazy, Suspense } from 'react'
import type { PetitionRow } from '#device/database.ts'
import { languages } from '../../shared/languages.ts'
import { Notice } from '../../shared/notice.tsx'
import layout from '../layout.module.css'
import { useSpoken, useTexts } from './languages/in-language.tsx'
import type { ListenProps } from './listening/listen.tsx'
import type { ShownWording } from './shown-wording.ts'
import { readTexts } from './text.ts'

/** What is signed, word for word, with the short privacy notice; the whole notice unfolds, offline too. */
/** Where it can't be loaded, the wording can still be read. */
const Listen = lazy(async (): Promise<{ default: ComponentType<ListenProps> }> => {
  try {
    return { default: (await import('./listening/listen.tsx')).Listen }
  } catch {
    return { default: () => null }
  }
})

type WordingTextProps = { wording: ShownWording; petition: PetitionRow }

export function WordingText({ wording, petition }: WordingTextProps) {
  const text = useTexts(readTexts)
  const { language } = useSpoken()
  const { locale, dir } = languages[language]
  return (
    <article className={layout.stack} lang={locale} dir={dir}>
      <h2 {...inWording(wording)}>{wording.title}</h2>
      <p>
        <strong>{text.to(wording.recipient)}</strong>
      </p>
      <p className={`${layout.lead} ${layout.written}`} {...inWording(wording)}>
        {wording.request}
      </p>
      {wording.background && (
        <section>
          <h3>{text.background}</h3>
          <p className={layout.written} {...inWording(wording)}>
            {wording.background}
          </p>
        </section>
      )}
      <PrivacyNotice wording={wording} petition={petition} />
    </article>
  )
}

/** The organiser's own words: in the language of the wording, whichever the page is in. */
export const inWording = ({ language }: ShownWording) => ({ lang: language, dir: 'auto' as const })

/** To hear it, and a word where it is in another language than the page. */
export function WordingHelp({ wording, petition }: WordingTextProps) {
  const text = useTexts(readTexts)
  const { language } = useSpoken()
  return (
    <>
      {wording.language !== language && <Notice tone="plain">{text.notTranslated(wording.language)}</Notice>}
      <Suspense>
        <Listen petition={petition.petition} wording={wording} />
      </Suspense>
    </>
  )
}

function PrivacyNotice({ wording, petition }: WordingTextProps) {
  const text = useTexts(readTexts)
  return (
    <section className={layout.stack}>
      <h3>{text.notice}</h3>
      <p>
        {text.noticeWords(wording.recipient, petition.retainUntil)} {text.controller(petition.controllerName)}
      </p>
      <p>{text.contact(petition.contact)}</p>
      <details>
        <summary>{text.fullNotice}</summary>
        <p className={layout.written} {...inWording(wording)}>
          {wording.privacyNotice}
        </p>
      </details>
    </section>
  )
}
