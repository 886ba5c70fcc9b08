import { useState } from 'react'
import { exportRoll, type RollCount, readRoll } from '#wire/roll.ts'
import { buttonClass } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { urlOf } from '../../shared/call.ts'
import { DataTable } from '../../shared/data-table.tsx'
import layout from '../../shared/desk-layout.module.css'
import { EmptyState } from '../../shared/empty-state.tsx'
import { Page } from '../../shared/page.tsx'
import { useLoaded } from '../../shared/use-loaded.ts'
import { numberText } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { PageLinks } from '../page-links.tsx'
import { usePetition } from '../petition-context.ts'
import { signatureColumns } from '../signature-columns.tsx'
import { rollText as text } from '../text.ts'
import styles from './roll-page.module.css'

export function RollPage() {
  const { petition } = usePetition()
  const [page, setPage] = useState(1)
  const roll = useLoaded(readRoll, { params: { petition }, query: { page: String(page) } })

  return (
    <Page title={text.title} lead={text.lead}>
      <WhenLoaded loaded={roll}>
        {({ count, signatories, pages }) => (
          <>
            <CountSum count={count} />
            {signatories.length === 0 ? (
              <EmptyState
                title={text.empty}
                action={<ButtonLink href="/batches">{text.toBatches}</ButtonLink>}
              >
                {text.emptyHelp}
              </EmptyState>
            ) : (
              <>
                <div className={layout.tight}>
                  <div>
                    <a
                      className={buttonClass('primary')}
                      href={urlOf(exportRoll, { params: { petition } })}
                      download
                    >
                      {text.export}
                    </a>
                  </div>
                  <p className={layout.quiet}>{text.exportHelp}</p>
                </div>
                <DataTable
                  caption={text.caption}
                  columns={signatureColumns}
                  rows={signatories}
                  rowKey={({ id }) => id}
                  cards
                />
                <PageLinks page={page} pages={pages} onChange={setPage} />
              </>
            )}
          </>
        )}
      </WhenLoaded>
    </Page>
  )
}

/** H1: collected, less each reason, is what counts. */
function CountSum({ count }: { count: RollCount }) {
  return (
    <table className={styles.sum}>
      <caption>{text.sumCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{text.sumStep}</th>
          <th scope="col">{text.sumNumber}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{text.collected}</th>
          <td>{numberText(count.collected)}</td>
        </tr>
        {(['refused', 'waiting', 'toDecide', 'alsoElsewhere', 'late', 'withdrawn'] as const).map((reason) => (
          <tr key={reason}>
            <th scope="row">{text[reason]}</th>
            <td>−&#8239;{numberText(count[reason])}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{text.counted}</th>
          <td>=&#8239;{numberText(count.counted)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
