import { ButtonLink } from '../../shared/button-link.tsx'
import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { PRACTICE_STREET } from './practice-petition.ts'
import { practiceText as text } from './text.ts'

/** What to try, one after the other. */
export function PracticePage() {
  return (
    <Screen
      title={text.title}
      lead={text.lead}
      action={
        <>
          <ButtonLink href="~/" wide>
            {text.done}
          </ButtonLink>
          <ButtonLink href={`/streets/${PRACTICE_STREET}`} variant="primary" wide>
            {text.go}
          </ButtonLink>
        </>
      }
    >
      <ol className={layout.stack}>
        {text.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Screen>
  )
}
