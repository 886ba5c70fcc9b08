import { useState } from 'react'
import { localTimeOf } from '#domain/zoned-time.ts'
import { decideLate, type LateArrivals, type LateDecision, readLate } from '#wire/late.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import { DataTable } from '../../shared/data-table.tsx'
import layout from '../../shared/desk-layout.module.css'
import { EmptyState } from '../../shared/empty-state.tsx'
import { Notice } from '../../shared/notice.tsx'
import { Page } from '../../shared/page.tsx'
import { useAction } from '../../shared/use-action.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { instantText } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { localTimeText } from '../text.ts'
import { lateText as text } from './text.ts'

/** What came after the deadline, with both times, and the one decision on it (S10). */
export function LatePage() {
  const { petition, detail } = usePetition()
  const timeZone = (detail.state === 'ready' && detail.value.settings?.timeZone) || 'UTC'
  const late = useLoaded(readLate, { params: { petition } })

  return (
    <Page title={text.title} lead={text.lead} back={{ href: '/batches', label: text.back }}>
      <WhenLoaded loaded={late}>
        {(arrivals) => (
          <>
            <p>{deadlineText(arrivals.deadline, timeZone)}</p>
            {arrivals.signedInTime + arrivals.signedLate === 0 && arrivals.decision === null ? (
              <EmptyState title={text.empty}>{text.emptyHelp}</EmptyState>
            ) : (
              <>
                <Decision arrivals={arrivals} onChange={late.reload} />
                <Arrivals arrivals={arrivals.arrivals} />
              </>
            )}
          </>
        )}
      </WhenLoaded>
    </Page>
  )
}

/** In the petition's own zone, as the settings say it. */
const deadlineText = (deadline: string | null, timeZone: string) =>
  deadline === null
    ? text.noDeadline
    : text.deadline(localTimeText(localTimeOf(new Date(deadline), timeZone)))

function Decision({ arrivals, onChange }: { arrivals: LateArrivals; onChange: () => void }) {
  const { petition } = usePetition()
  const action = useAction()
  const [isSaid, setIsSaid] = useState(false)
  const { decision, decidedAt, signedInTime, signedLate } = arrivals

  function decide(next: LateDecision | null) {
    setIsSaid(false)
    void action.run(async () => {
      await call(decideLate, { params: { petition }, body: { decision: next } })
      setIsSaid(true)
      onChange()
    })
  }

  return (
    <section className={layout.stack}>
      <p>{text.signedInTime(signedInTime)}</p>
      {signedLate > 0 && <p>{text.signedLate(signedLate)}</p>}
      <p className={layout.quiet}>{text.clocks}</p>
      <p>
        <strong>{decision === null ? text.undecided : text.decisions[decision]}</strong>
      </p>
      {decidedAt !== null && <p className={layout.quiet}>{text.decidedAt(instantText(decidedAt))}</p>}
      {action.problem?.code === 'conflict' ? (
        <Notice tone="problem">{text.conflict}</Notice>
      ) : (
        <ActionProblem action={action} />
      )}
      {isSaid && <Notice tone="good">{text.said}</Notice>}
      <div className={layout.row}>
        {decision !== 'let-in' && (
          <Button variant="primary" busy={action.busy} onClick={() => decide('let-in')}>
            {text.letIn}
          </Button>
        )}
        {decision !== 'leave-out' && (
          <Button busy={action.busy} onClick={() => decide('leave-out')}>
            {text.leaveOut}
          </Button>
        )}
        {decision !== null && (
          <Button busy={action.busy} onClick={() => decide(null)}>
            {text.takeBack}
          </Button>
        )}
      </div>
    </section>
  )
}

function Arrivals({ arrivals }: { arrivals: LateArrivals['arrivals'] }) {
  if (arrivals.length === 0) return null
  return (
    <DataTable
      caption={text.caption}
      columns={[
        { key: 'from', header: text.from, cell: ({ from }) => from },
        { key: 'street', header: text.street, cell: ({ street }) => street ?? text.none },
        { key: 'signed', header: text.signedAt, cell: ({ signedAt }) => instantText(signedAt) },
        { key: 'received', header: text.receivedAt, cell: ({ receivedAt }) => instantText(receivedAt) },
        { key: 'clock', header: text.clock, cell: ({ clockOffsetMs }) => text.offset(clockOffsetMs) },
        { key: 'made', header: text.standing, cell: ({ lateness }) => text.lateness[lateness] },
      ]}
      rows={arrivals}
      rowKey={({ id }) => id}
      cards
    />
  )
}
