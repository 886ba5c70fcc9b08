import { Page } from '../shared/page.tsx'
import type { Lack } from './needs.ts'
import { needsText as text } from './needs-text.ts'

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
