import type { ComponentProps } from 'react'
import { Screen } from '../screen.tsx'
import { LanguageRow } from './languages/language-row.tsx'

/** A page in the resident's hands, in whichever language they choose. */
export function ResidentScreen({ children, ...screen }: ComponentProps<typeof Screen>) {
  return (
    <Screen {...screen}>
      <LanguageRow />
      {children}
    </Screen>
  )
}
