import { useEffect, useRef, useState } from 'react'
import { codeText } from '#domain/join-code.ts'
import type { Invitation } from '#wire/members.ts'
import { useHoldUpdate } from './app-update.ts'
import { Button } from './button.tsx'
import layout from './desk-layout.module.css'
import styles from './invitation-card.module.css'
import { cardText as text } from './invitation-text.ts'
import { Notice } from './notice.tsx'
import { QrCode } from './qr-code.tsx'
import { instantText } from './value-text.ts'

type InvitationCardProps = { name: string; invitation: Invitation; petitionTitle?: string | undefined }

/** Three ways in, on one card that can be printed. Its code is in no other place, so it is shown once. */
export function InvitationCard({ name, invitation, petitionTitle }: InvitationCardProps) {
  const { code, link, expiresAt } = invitation
  // It stands where a form or a list was, and is what the person waits for.
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  useHoldUpdate(true)

  return (
    <section className={styles.card}>
      <h2 ref={heading} tabIndex={-1}>
        {text.title(name)}
      </h2>
      {petitionTitle && <p>{petitionTitle}</p>}
      <p data-print="no">{text.once}</p>
      {link === null && <Notice tone="warning">{text.noLink}</Notice>}
      <div className={styles.sides}>
        {link !== null && <QrCode text={link} title={text.qrTitle(name)} />}
        <div className={layout.stack}>
          {link !== null && <LinkToCopy link={link} />}
          <div>
            <p className={layout.quiet}>{text.codeLabel}</p>
            <p className={layout.code}>{codeText(code)}</p>
          </div>
        </div>
      </div>
      <h3>{text.howTitle}</h3>
      <ol>
        {text.how.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>{text.expires(instantText(expiresAt))}</p>
      <div data-print="no">
        <Button onClick={() => window.print()}>{text.print}</Button>
      </div>
    </section>
  )
}

function LinkToCopy({ link }: { link: string }) {
  const [said, setSaid] = useState('')

  async function copy() {
    try {
      await navigator.clipboard.writeText(link)
      setSaid(text.copied)
    } catch {
      setSaid(text.notCopied)
    }
  }

  return (
    <>
      <div>
        <p className={layout.quiet}>{text.linkLabel}</p>
        <p className={styles.link}>{link}</p>
      </div>
      <div className={layout.row} data-print="no">
        <Button onClick={copy}>{text.copy}</Button>
        <span role="status">{said}</span>
      </div>
    </>
  )
}
