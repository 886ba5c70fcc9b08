import { useEffect, useRef, useState } from 'react'
import { LeaveOutReason, leaveOut, putBack, readTray, type TrayEntry, takeIn } from '#wire/tray.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { call } from '../../shared/call.ts'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import layout from '../../shared/desk-layout.module.css'
import { EmptyState } from '../../shared/empty-state.tsx'
import { Notice } from '../../shared/notice.tsx'
import { Page } from '../../shared/page.tsx'
import { SelectField } from '../../shared/select-field.tsx'
import { useAction } from '../../shared/use-action.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { trayText as text } from './text.ts'
import { TrayTable } from './tray-table.tsx'

/** What was refused or waits: each with the reason, and what a person made of it. */
export function TrayPage() {
  const { petition } = usePetition()
  const tray = useLoaded(readTray, { params: { petition } })
  const action = useAction()
  const [said, setSaid] = useState<{ words: string; isBatch?: boolean }>()
  const [leaving, setLeaving] = useState<TrayEntry>()
  const head = useRef<HTMLDivElement>(null)

  function change(work: () => Promise<unknown>, words: string, isBatch = false) {
    setSaid(undefined)
    void action.run(async () => {
      await work()
      setSaid({ words, isBatch })
      tray.reload()
    })
    // The pressed button goes or moves; the focus stays where its result is said.
    head.current?.focus()
  }
  const params = { petition }
  const keyOf = ({ id, hash, device }: TrayEntry) => ({ id, hash, device })

  return (
    <Page title={text.title} lead={text.lead} back={{ href: '/batches', label: text.back }}>
      <div ref={head} tabIndex={-1} className={layout.stack}>
        {action.problem?.code === 'conflict' ? (
          <Notice tone="problem">{text.conflict}</Notice>
        ) : (
          <ActionProblem action={action} />
        )}
        {said && (
          <Notice
            tone="good"
            actions={said.isBatch && <ButtonLink href="/batches">{text.toBatches}</ButtonLink>}
          >
            {said.words}
          </Notice>
        )}
      </div>
      <WhenLoaded loaded={tray}>
        {({ entries, open }) =>
          entries.length === 0 ? (
            <EmptyState title={text.empty}>{text.emptyHelp}</EmptyState>
          ) : (
            <>
              <p>{open > 0 ? text.open(open) : text.allResolved}</p>
              <TrayTable
                entries={entries}
                busy={action.busy}
                onTakeIn={(entry) =>
                  change(
                    () => call(takeIn, { params, body: keyOf(entry) }),
                    entry.kind === 'sign' ? text.saidTakenInBatch : text.saidTakenIn,
                    entry.kind === 'sign',
                  )
                }
                onLeaveOut={setLeaving}
                onPutBack={(entry) =>
                  change(() => call(putBack, { params, body: keyOf(entry) }), text.saidPutBack)
                }
              />
            </>
          )
        }
      </WhenLoaded>
      <LeaveOutDialog
        entry={leaving}
        onCancel={() => setLeaving(undefined)}
        onChoose={(entry, why) => {
          setLeaving(undefined)
          change(() => call(leaveOut, { params, body: { ...keyOf(entry), why } }), text.saidLeftOut)
        }}
      />
    </Page>
  )
}

function LeaveOutDialog({
  entry,
  onChoose,
  onCancel,
}: {
  entry: TrayEntry | undefined
  onChoose: (entry: TrayEntry, why: LeaveOutReason) => void
  onCancel: () => void
}) {
  const [why, setWhy] = useState<LeaveOutReason>()
  const [isMissing, setIsMissing] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry has another reason
  useEffect(() => {
    setWhy(undefined)
    setIsMissing(false)
  }, [entry])

  return (
    <ConfirmDialog
      isOpen={entry !== undefined}
      title={text.leaveOutTitle}
      confirmLabel={text.leaveOut}
      onConfirm={() => {
        if (entry && why) onChoose(entry, why)
        else setIsMissing(true)
      }}
      onCancel={onCancel}
    >
      <p>{text.leaveOutHelp}</p>
      <SelectField
        label={text.reason}
        emptyLabel={text.chooseReason}
        error={isMissing && !why ? text.chooseReason : undefined}
        value={why ?? ''}
        onChange={({ target }) => setWhy(LeaveOutReason.safeParse(target.value).data)}
        options={LeaveOutReason.options.map((value) => ({ value, label: text.reasons[value] }))}
      />
    </ConfirmDialog>
  )
}
