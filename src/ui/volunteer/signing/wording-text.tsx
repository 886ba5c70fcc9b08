import type { PetitionRow } from '#device/database.ts'
import type { Wording } from '#domain/wording.ts'
import layout from '../layout.module.css'
import { dayText } from '../text.ts'
import { signingText as text } from './text.ts'

/** What is signed, word for word, with the short privacy notice; the whole notice unfolds, offline too. */
export function WordingText({ wording, petition }: { wording: Wording; petition: PetitionRow }) {
  return (
    <article className={layout.stack} lang={wording.language} dir="auto">
      <h2>{wording.title}</h2>
      <p>
        <strong>{text.to(wording.recipient)}</strong>
      </p>
      <p className={`${layout.lead} ${layout.written}`}>{wording.request}</p>
      {wording.background && (
        <section>
          <h3>{text.background}</h3>
          <p className={layout.written}>{wording.background}</p>
        </section>
      )}
      <PrivacyNotice wording={wording} petition={petition} />
    </article>
  )
}

export function PrivacyNotice({ wording, petition }: { wording: Wording; petition: PetitionRow }) {
  return (
    <section className={layout.stack}>
      <h3>{text.notice}</h3>
      <p>
        {text.noticeWords(wording.recipient, dayText(petition.retainUntil))}{' '}
        {text.controller(petition.controllerName)}
      </p>
      <p>{text.contact(petition.contact)}</p>
      <details>
        <summary>{text.fullNotice}</summary>
        <p className={layout.written}>{wording.privacyNotice}</p>
      </details>
    </section>
  )
}
