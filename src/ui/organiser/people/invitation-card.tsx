import { useEffect, useRef, useState } from 'react'
import { codeText } from '#domain/join-code.ts'
import type { Invitation } from '#wire/members.ts'
import { Button } from '../../shared/button.tsx'
import { Notice } from '../../shared/notice.tsx'
import { QrCode } from '../../shared/qr-code.tsx'
import layout from '../layout.module.css'
import { usePetition } from '../petition-context.ts'
import { instantText, peopleText as text } from '../text.ts'
import styles from './invitation-card.module.css'

/** Three ways in, on one card that can be printed: link, QR code and a code to type. */
export function InvitationCard({ name, invitation }: { name: string; invitation: Invitation }) {
  const { detail } = usePetition()
  const [isCopied, setIsCopied] = useState(false)
  const { code, link, expiresAt } = invitation
  const title = detail.state === 'ready' ? detail.value.settings?.title : undefined

  // It stands where a form or a list was, and is what the person waits for.
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])

  return (
    <section className={styles.card}>
      <h2 ref={heading} tabIndex={-1}>
        {text.invitedTitle(name)}
      </h2>
      {title && <p>{title}</p>}
      <p data-print="no">{text.invitedOnce}</p>
      {link === null && <Notice tone="warning">{text.noLink}</Notice>}
      <div className={styles.sides}>
        {link !== null && <QrCode text={link} title={text.qrTitle(name)} />}
        <div className={layout.tight}>
          {link !== null && (
            <>
              <p className={layout.quiet}>{text.linkLabel}</p>
              <p className={styles.link}>{link}</p>
              <div className={layout.row} data-print="no">
                <Button
                  onClick={async () => {
                    await navigator.clipboard.writeText(link)
                    setIsCopied(true)
                  }}
                >
                  {text.copy}
                </Button>
                <span role="status">{isCopied && text.copied}</span>
              </div>
            </>
          )}
          <p className={layout.quiet}>{text.codeLabel}</p>
          <p className={layout.code}>{codeText(code)}</p>
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
