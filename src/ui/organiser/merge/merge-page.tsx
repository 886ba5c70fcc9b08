import { useState } from 'react'
import { Button } from '../../shared/button.tsx'
import layout from '../../shared/desk-layout.module.css'
import { Page } from '../../shared/page.tsx'
import { mergeText as text } from '../text.ts'
import { DecidedMatches } from './decided-matches.tsx'
import { OpenMatches } from './open-matches.tsx'

const tabs = ['open', 'decided'] as const

export function MergePage() {
  const [tab, setTab] = useState<(typeof tabs)[number]>('open')
  return (
    <Page title={text.title} lead={text.lead}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form; these two only choose a view */}
      <div className={layout.row} role="group" aria-label={text.tabsLabel}>
        {tabs.map((each) => (
          <Button key={each} aria-pressed={tab === each} onClick={() => setTab(each)}>
            {text.tabs[each]}
          </Button>
        ))}
      </div>
      {tab === 'open' ? <OpenMatches /> : <DecidedMatches />}
    </Page>
  )
}
