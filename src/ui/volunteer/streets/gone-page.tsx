import { ButtonLink } from '../../shared/button-link.tsx'
import { Notice } from '../../shared/notice.tsx'
import { Screen } from '../screen.tsx'
import { walkText as text } from './text.ts'

/** A street or a door that this phone no longer has: it was given to somebody else, or the address is old. */
export function GonePage({ title, words }: { title: string; words: string }) {
  return (
    <Screen
      title={title}
      action={
        <ButtonLink href="/" variant="primary" wide>
          {text.toStreets}
        </ButtonLink>
      }
    >
      <Notice tone="plain">{words}</Notice>
    </Screen>
  )
}
