import { useEffect, useRef, useState } from 'react'
import { codeText } from '#domain/join-code.ts'
import type { Invitation } from '#wire/members.ts'
import { Button } from '../../shared/button.tsx'
import { Notice } from '../../shared/notice.tsx'
import { QrCode } from '../../shared/qr-code.tsx'
import layout from '../layout.module.css'
import { instantText, inviteText as text } from '../text.ts'

/** Link, QR code and a code to type. The code is in no other place than this reply, so it is shown once. */
export function InvitationCard({ name, invitation }: { name: string; invitation: Invitation }) {
  const { code, link, expiresAt } = invitation
  // It stands where a form was, and is what the captain waits for.
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])

  return (
    <section className={layout.card}>
      <h2 ref={heading} tabIndex={-1}>
        {text.madeTitle(name)}
      </h2>
      <p data-print="no">{text.madeOnce}</p>
      {link === null && <Notice tone="warning">{text.noLink}</Notice>}
      <div className={layout.sides}>
        {link !== null && <QrCode text={link} title={text.qrTitle(name)} />}
        <div className={layout.stack}>
          {link !== null && <LinkToCopy link={link} />}
          <div>
            <p className={layout.quiet}>{text.codeLabel}</p>
            <p className={layout.code}>{codeText(code)}</p>
          </div>
        </div>
      </div>
      <p>{text.how}</p>
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
        <p className={layout.link}>{link}</p>
      </div>
      <div className={layout.row} data-print="no">
        <Button onClick={copy}>{text.copy}</Button>
        <span role="status">{said}</span>
      </div>
    </>
  )
}
