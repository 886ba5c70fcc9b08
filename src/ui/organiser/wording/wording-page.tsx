import { useState } from 'react'
import type { Wording } from '#domain/wording.ts'
import { fixWording, type PetitionDetail } from '#wire/petitions.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { call } from '../../shared/call.ts'
import layout from '../../shared/desk-layout.module.css'
import { EmptyState } from '../../shared/empty-state.tsx'
import { Notice } from '../../shared/notice.tsx'
import { Page } from '../../shared/page.tsx'
import { useAction } from '../../shared/use-action.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { wordingText as text } from '../text.ts'
import { Translations } from './translations.tsx'
import { WordingView } from './wording-view.tsx'

export function WordingPage() {
  const { detail } = usePetition()
  return (
    <Page title={text.title} lead={text.lead}>
      <WhenLoaded loaded={detail}>{(petition) => <Wordings petition={petition} />}</WhenLoaded>
    </Page>
  )
}

function Wordings({ petition }: { petition: PetitionDetail }) {
  const { detail } = usePetition()
  const action = useAction()
  const [fixed, setFixed] = useState<number>()
  const { settings, wordings, wordingIsStale } = petition
  const newest = wordings.at(-1)

  if (!settings) {
    return (
      <EmptyState
        title={text.noSettings}
        action={<ButtonLink href="/settings">{text.toSettings}</ButtonLink>}
      >
        {text.noSettingsHelp}
      </EmptyState>
    )
  }

  function fix() {
    action.run(async () => {
      const after = await call(fixWording, { params: { petition: petition.id } })
      detail.replace(after)
      setFixed(after.wordings.at(-1)?.number)
    })
  }

  const isToFix = newest === undefined || wordingIsStale
  return (
    <>
      {fixed !== undefined && !isToFix && <Notice tone="good">{text.fixed(fixed)}</Notice>}
      {isToFix && (
        <section className={layout.stack}>
          <h2>{text.nowTitle}</h2>
          <Notice tone="warning">{newest ? text.fixAgain(newest.number) : text.fixFirst}</Notice>
          <WordingView wording={settings} />
          <p>{text.fixConsequence}</p>
          <ActionProblem action={action} />
          <div className={layout.row}>
            <Button variant="primary" busy={action.busy} onClick={fix}>
              {text.fix}
            </Button>
            <ButtonLink href="/settings" variant="quiet">
              {text.changeIt}
            </ButtonLink>
          </div>
        </section>
      )}
      {newest && !isToFix && <Translations key={newest.hash} original={newest} />}
      {wordings.length > 0 && (
        <section className={layout.wide}>
          <h2>{text.versionsTitle}</h2>
          <ul className={layout.plainList}>
            {[...wordings].reverse().map((wording) => (
              <li key={wording.hash}>
                <FixedWording wording={wording} isCurrent={wording === newest} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function FixedWording({ wording, isCurrent }: { wording: Wording; isCurrent: boolean }) {
  return (
    <details className={layout.fold} open={isCurrent}>
      <summary>
        <strong>{text.version(wording.number)}</strong>{' '}
        {isCurrent && <span className={`${layout.tag} ${layout.tagGood}`}>{text.current}</span>}
      </summary>
      <div className={layout.wide}>
        <WordingView wording={wording} />
        <p className={layout.small}>
          {text.hash}: <code>{wording.hash}</code>
        </p>
      </div>
    </details>
  )
}
