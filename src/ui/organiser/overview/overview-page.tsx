import { useEffect, useState } from 'react'
import { codeText } from '#domain/join-code.ts'
import { addTallies } from '#domain/tally.ts'
import { listBatches } from '#wire/batches.ts'
import { readBoard } from '#wire/board.ts'
import { createPetition, type PetitionDetail } from '#wire/petitions.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { useHoldUpdate } from '../../shared/app-update.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { call } from '../../shared/call.ts'
import layout from '../../shared/desk-layout.module.css'
import { Page } from '../../shared/page.tsx'
import { ThreeNumbers } from '../../shared/three-numbers.tsx'
import { useAction } from '../../shared/use-action.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { BackupState } from '../backups/backup-state.tsx'
import { usePetition } from '../petition-context.ts'
import { dayText, localTimeText, overviewText as text } from '../text.ts'
import { OpenOrClose } from './open-or-close.tsx'
import { SetupSteps } from './setup-steps.tsx'

export function OverviewPage() {
  const { detail } = usePetition()
  const { reload } = detail

  // Streets and people are changed on other screens, and what is missing changes with them.
  useEffect(reload, [reload])

  return (
    <Page title={text.title} lead={text.lead}>
      <WhenLoaded loaded={detail}>{(petition) => <Overview petition={petition} />}</WhenLoaded>
    </Page>
  )
}

function Overview({ petition }: { petition: PetitionDetail }) {
  const { detail } = usePetition()
  return (
    <>
      {petition.state === 'draft' && <SetupSteps missing={petition.missing} />}
      {petition.state !== 'draft' && <Now />}
      {petition.settings && <Dates settings={petition.settings} />}
      <OpenOrClose petition={petition} onChange={detail.replace} isReady={petition.missing.length === 0} />
      {petition.state !== 'draft' && petition.missing.length > 0 && <SetupSteps missing={petition.missing} />}
      {petition.state !== 'draft' && <BackupState />}
      <AnotherPetition />
    </>
  )
}

function Now() {
  const { petition } = usePetition()
  const board = useLoaded(readBoard, { params: { petition } })
  const batches = useLoaded(listBatches, { params: { petition }, query: {} })

  return (
    <div className={layout.halves}>
      <section className={layout.card}>
        <h2>{text.tallyTitle}</h2>
        <WhenLoaded loaded={board}>
          {({ streets, elsewhere, online, roll }) => (
            <>
              <ThreeNumbers tally={addTallies([...streets.map(({ tally }) => tally), elsewhere, online])} />
              {roll !== null && <p>{text.rollIs(roll)}</p>}
            </>
          )}
        </WhenLoaded>
      </section>
      <section className={layout.card}>
        <h2>{text.nowTitle}</h2>
        <WhenLoaded loaded={batches}>
          {(list) => (
            <p>{text.waitingBatches(list.batches.filter(({ state }) => state === 'waiting').length)}</p>
          )}
        </WhenLoaded>
        <div>
          <ButtonLink href="/batches">{text.toBatches}</ButtonLink>
        </div>
      </section>
    </div>
  )
}

function Dates({ settings }: { settings: NonNullable<PetitionDetail['settings']> }) {
  return (
    <section className={layout.tight}>
      <h2>{text.datesTitle}</h2>
      <dl className={layout.facts}>
        <dt>{text.returnBy}</dt>
        <dd>{localTimeText(settings.returnBy)}</dd>
        <dt>{text.deadline}</dt>
        <dd>{localTimeText(settings.recipientDeadline)}</dd>
        <dt>{text.retainUntil}</dt>
        <dd>{dayText(settings.retainUntil)}</dd>
      </dl>
    </section>
  )
}

function AnotherPetition() {
  const { petition } = usePetition()
  const action = useAction()
  const [code, setCode] = useState<string>()
  // It is shown once.
  useHoldUpdate(code !== undefined)

  return (
    <section className={layout.section}>
      <h2>{text.anotherTitle}</h2>
      <div className={layout.stack}>
        <ActionProblem action={action} />
        {code === undefined ? (
          <>
            <p>{text.anotherHelp}</p>
            <Button
              busy={action.busy}
              onClick={() =>
                action.run(async () => setCode((await call(createPetition, { params: { petition } })).code))
              }
            >
              {text.another}
            </Button>
          </>
        ) : (
          <>
            <p role="status">{text.anotherMade}</p>
            <p className={layout.code}>{codeText(code)}</p>
            <ButtonLink href={`~/join#${code}`}>{text.anotherLink}</ButtonLink>
          </>
        )}
      </div>
    </section>
  )
}
