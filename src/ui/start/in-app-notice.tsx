import { useState } from 'react'
import { Button } from '../shared/button.tsx'
import { Notice } from '../shared/notice.tsx'
import { inAppText as text } from './in-app-text.ts'

/** Sends somebody on to a browser that keeps what it is given. */
export function InAppNotice({ code }: { code: string }) {
  const [state, setState] = useState<'offered' | 'copied' | 'by-hand'>('offered')
  const link = `${location.origin}/join${code && `#${code}`}`

  async function copy() {
    try {
      await navigator.clipboard.writeText(link)
      setState('copied')
    } catch {
      setState('by-hand')
    }
  }

  return (
    <Notice
      tone="warning"
      title={text.title}
      actions={
        <Button variant="primary" onClick={copy}>
          {text.copy}
        </Button>
      }
    >
      <p>{text.words}</p>
      {state === 'copied' && <p role="status">{text.copied}</p>}
      {state === 'by-hand' && (
        <p role="status">
          {text.copyByHand} <code>{link}</code>
        </p>
      )}
    </Notice>
  )
}
