import { ButtonLink } from '../../shared/button-link.tsx'
import { Notice } from '../../shared/notice.tsx'
import { useGathering } from '../gathering.ts'
import { usePetition } from '../safety/use-petition.ts'
import { Screen } from '../screen.tsx'
import { firstNameOf } from './first-name.ts'
import styles from './script.module.css'
import { scriptText, cardText as text } from './text.ts'

/** Who is at the door, for whom, and how a resident can check it: on the volunteer's own phone, so it proves nothing by itself. */
export function CardPage() {
  const { name } = useGathering().membership
  const petition = usePetition()
  if (!petition) return null

  return (
    <Screen
      title={text.title}
      lead={text.lead}
      action={
        <ButtonLink href="/session" variant="primary" wide>
          {text.back}
        </ButtonLink>
      }
    >
      {petition === 'none' && <p>{scriptText.notHere}</p>}
      {petition !== 'none' && petition.state === 'closed' && <Notice tone="warning">{text.closed}</Notice>}
      {petition !== 'none' && (
        <dl className={styles.card}>
          <div>
            <dt>{text.iAm}</dt>
            <dd className={styles.name}>{firstNameOf(name)}</dd>
          </div>
          <div>
            <dt>{text.volunteer}</dt>
            <dd>{petition.title}</dd>
          </div>
          <div>
            <dt>{text.controller}</dt>
            <dd>{petition.controllerName}</dd>
          </div>
          <div>
            <dt>{text.contact}</dt>
            <dd>{petition.contact}</dd>
          </div>
          <div>
            <dt>{text.until}</dt>
            <dd>{text.day(petition.returnBy)}</dd>
          </div>
        </dl>
      )}
    </Screen>
  )
}
