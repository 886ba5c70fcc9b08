import { Button, buttonClass } from '../../shared/button.tsx'
import layout from '../layout.module.css'
import { smsLink } from './messages.ts'
import { backByText as text } from './text.ts'

/** A message that is written already. Nothing goes before the volunteer sends it. */
export function MessageLinks({
  label,
  message,
  number,
}: {
  label: string
  message: string
  number: string | undefined
}) {
  const canShare = 'share' in navigator
  return (
    <div className={layout.row}>
      <a className={buttonClass('secondary')} href={smsLink(message, number)}>
        {label}
      </a>
      {canShare && (
        <Button onClick={() => void navigator.share({ text: message }).catch(() => undefined)}>
          {text.otherWay}
        </Button>
      )}
    </div>
  )
}
