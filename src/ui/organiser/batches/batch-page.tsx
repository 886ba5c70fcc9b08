import { useRef, useState } from 'react'
import { acceptBatch, type Batch, readBatch, undoBatch } from '#wire/batches.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
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
import { PageLinks } from '../page-links.tsx'
import { usePetition } from '../petition-context.ts'
import { signatureColumns } from '../signature-columns.tsx'
import { standingTexts, batchText as text } from '../text.ts'
import styles from './batch-page.module.css'
import { BatchTag } from './batch-tag.tsx'

/** A large list takes its time, and the answer is worth waiting for. */
const SLOW_MS = 120_000

export function BatchPage({ batch: id }: { batch: string }) {
  const { petition } = usePetition()
  const [page, setPage] = useState(1)
  const loaded = useLoaded(readBatch, { params: { petition, batch: id }, query: { page: String(page) } })
  const code = loaded.state === 'ready' ? loaded.value.batch.code : '…'

  return (
    <Page title={text.pageTitle(code)} back={{ href: '/batches', label: text.back }}>
      <WhenLoaded loaded={loaded}>
        {({ batch, signatures, pages }) => (
          <>
            <BatchHead batch={batch} onChange={loaded.reload} />
            {signatures.length === 0 ? (
              <EmptyState title={text.noSignatures}>{text.noSignaturesHelp}</EmptyState>
            ) : (
              <DataTable
                caption={text.signaturesCaption(batch.code)}
                columns={[
                  ...signatureColumns,
                  {
                    key: 'standing',
                    header: text.standing,
                    cell: ({ proposal, standing }) =>
                      proposal === null || standing === 'withdrawn'
                        ? standingTexts[standing]
                        : text.proposals[proposal],
                  },
                ]}
                rows={signatures}
                rowKey={(row) => row.id}
                cards
              />
            )}
            <PageLinks page={page} pages={pages} onChange={setPage} />
          </>
        )}
      </WhenLoaded>
    </Page>
  )
}

/** What the batch comes to, and the one decision to take on it. */
function BatchHead({ batch, onChange }: { batch: Batch; onChange: () => void }) {
  const { petition } = usePetition()
  const action = useAction()
  const [said, setSaid] = useState<string>()
  const head = useRef<HTMLElement>(null)
  const params = { petition, batch: batch.id }

  function change(endpoint: typeof acceptBatch | typeof undoBatch, words: string) {
    action.run(async () => {
      await call(endpoint, { params }, { timeoutMs: SLOW_MS })
      setSaid(words)
      // The pressed button goes; the focus stays where its result is said.
      head.current?.focus()
      onChange()
    })
  }

  return (
    <section className={layout.stack} ref={head} tabIndex={-1}>
      <p>
        {text.fromAt(batch.from, text.sources[batch.source], instantText(batch.receivedAt))}{' '}
        <BatchTag state={batch.state} />
      </p>
      <p className={styles.sum}>{text.sumOf(batch.counts)}</p>
      {batch.knocks > 0 && <p>{text.knocks(batch.knocks)}</p>}
      <ActionProblem action={action} />
      {said && <Notice tone="good">{said}</Notice>}
      {batch.state === 'waiting' && (
        <>
          <p>{text.acceptHelp}</p>
          <Button variant="primary" busy={action.busy} onClick={() => change(acceptBatch, text.accepted)}>
            {text.accept}
          </Button>
        </>
      )}
      {batch.state === 'receiving' && <Notice tone="plain">{text.receiving[batch.source]}</Notice>}
      {batch.state === 'accepted' && (
        <>
          <div className={layout.row}>
            {batch.counts.toDecide > 0 && <ButtonLink href="/merge">{text.toMerge}</ButtonLink>}
            <Button busy={action.busy} onClick={() => change(undoBatch, text.undone)}>
              {text.undo}
            </Button>
          </div>
          <p className={layout.quiet}>{text.undoHelp}</p>
        </>
      )}
    </section>
  )
}
