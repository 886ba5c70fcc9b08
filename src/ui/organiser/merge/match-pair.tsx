import type { SignatureRow } from '#wire/batches.ts'
import type { Match } from '#wire/matches.ts'
import layout from '../../shared/desk-layout.module.css'
import { instantText } from '../../shared/value-text.ts'
import { matchReasonText, methodTexts, mergeText as text } from '../text.ts'
import { differingLetters, type Piece } from './differing-letters.ts'
import styles from './match-pair.module.css'

/** The two signatures beside each other, with what differs between them marked. */
export function MatchPair({ match: { a, b, reasons } }: { match: Match }) {
  const name = differingLetters(b.name, a.name)
  const address = differingLetters(b.address ?? '', a.address ?? '')
  const postcode = differingLetters(b.postcode ?? '', a.postcode ?? '')

  return (
    <>
      <div className={styles.pair}>
        <Side heading={text.earlier} row={b} name={name[0]} address={address[0]} postcode={postcode[0]} />
        <Side heading={text.later} row={a} name={name[1]} address={address[1]} postcode={postcode[1]} />
      </div>
      <p className={`${layout.quiet} ${layout.small}`}>{text.markNote}</p>
      <div className={layout.tight}>
        <h3>{text.why}</h3>
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{matchReasonText(reason)}</li>
          ))}
        </ul>
      </div>
    </>
  )
}

type SideProps = {
  heading: string
  row: SignatureRow
  name: readonly Piece[]
  address: readonly Piece[]
  postcode: readonly Piece[]
}

function Side({ heading, row, name, address, postcode }: SideProps) {
  return (
    <section className={layout.card}>
      <h3 className={layout.quiet}>{heading}</h3>
      <dl className={styles.facts}>
        <dt>{text.name}</dt>
        <dd className={styles.name}>
          <Marked pieces={name} />
        </dd>
        <dt>{text.address}</dt>
        <dd>
          <Marked pieces={address} />
        </dd>
        <dt>{text.postcode}</dt>
        <dd>
          <Marked pieces={postcode} />
        </dd>
        <dt>{text.signedAt}</dt>
        <dd>{instantText(row.signedAt)}</dd>
        <dt>{text.method}</dt>
        <dd>{methodTexts[row.method]}</dd>
        <dt>{text.street}</dt>
        <dd>{row.street ?? text.elsewhere}</dd>
      </dl>
    </section>
  )
}

function Marked({ pieces }: { pieces: readonly Piece[] }) {
  if (pieces.length === 0) return <span className={layout.quiet}>{text.notGiven}</span>
  return (
    <>
      {pieces.map(({ text: letters, differs, at }) =>
        differs ? <mark key={at}>{letters}</mark> : <span key={at}>{letters}</span>,
      )}
    </>
  )
}
