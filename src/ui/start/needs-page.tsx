import { Page } from '../shared/page.tsx'
import { needsText as text } from '../volunteer/text.ts'
import type { Lack } from './needs.ts'

/** Collects nothing, says why, and what to do. */
export function NeedsPage({ lack }: { lack: Lack }) {
  return (
    <Page title={text.title}>
      {text[lack].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Page>
  )
}
