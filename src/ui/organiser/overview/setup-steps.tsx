import { OpeningStep } from '#domain/petition.ts'
import { ButtonLink } from '../../shared/button-link.tsx'
import layout from '../../shared/desk-layout.module.css'
import { overviewText as text } from '../text.ts'
import styles from './setup-steps.module.css'

/** What a petition needs before it opens, the next thing marked. */
export function SetupSteps({ missing }: { missing: readonly OpeningStep[] }) {
  const next = OpeningStep.options.find((step) => missing.includes(step))
  return (
    <section className={layout.wide}>
      <h2>{text.stepsTitle}</h2>
      <ol className={styles.steps}>
        {OpeningStep.options.map((step) => {
          const { title, help, action } = text.steps[step]
          const isNext = step === next
          return (
            <li key={step} className={isNext ? `${styles.step} ${styles.next}` : styles.step}>
              <div className={styles.what}>
                <div className={styles.title}>
                  <h3>{title}</h3>
                  <StepTag isDone={!missing.includes(step)} isNext={isNext} />
                </div>
                <p>{help}</p>
              </div>
              <ButtonLink href={`/${step}`} variant={isNext ? 'primary' : 'secondary'}>
                {action}
              </ButtonLink>
            </li>
          )
        })}
        <li className={styles.step}>
          <div className={styles.what}>
            <h3>{text.people.title}</h3>
            <p>{text.people.help}</p>
          </div>
          <ButtonLink href="/people">{text.people.action}</ButtonLink>
        </li>
      </ol>
    </section>
  )
}

function StepTag({ isDone, isNext }: { isDone: boolean; isNext: boolean }) {
  if (isDone) return <span className={`${layout.tag} ${layout.tagGood}`}>{text.done}</span>
  return <span className={`${layout.tag} ${layout.tagDue}`}>{isNext ? text.next : text.toDo}</span>
}
