import { ButtonLink } from '../../shared/button-link.tsx'
import { useGathering } from '../gathering.ts'
import layout from '../layout.module.css'
import { type PetitionHere, usePetition } from '../safety/use-petition.ts'
import { Screen } from '../screen.tsx'
import { firstNameOf } from './first-name.ts'
import styles from './script.module.css'
import { scriptText as text } from './text.ts'

type ScriptPageProps = { street: string | undefined; door: string | undefined }

/** All of it open on one page, so that the browser's own search finds each word. */
export function ScriptPage({ street, door }: ScriptPageProps) {
  const { name } = useGathering().membership
  const petition = usePetition()
  const isAtDoor = street !== undefined && door !== undefined
  if (!petition) return null

  return (
    <Screen
      title={text.title}
      action={
        <ButtonLink href={isAtDoor ? `/streets/${street}/doors/${door}` : '/session'} variant="primary" wide>
          {isAtDoor ? text.toDoor : text.toSession}
        </ButtonLink>
      }
    >
      {petition === 'none' ? <p>{text.notHere}</p> : <Script petition={petition} name={name} />}
    </Screen>
  )
}

function Script({ petition, name }: { petition: PetitionHere; name: string }) {
  const { script, questions, wordings, title } = petition
  const wording = wordings.at(-1)
  return (
    <>
      <section className={layout.stack}>
        <h2 className={layout.heading}>{text.opening}</h2>
        <p className={`${styles.words} ${layout.written}`}>
          {script || text.builtIn(firstNameOf(name), wording?.title ?? title, wording?.recipient ?? '')}
        </p>
      </section>
      <section className={layout.stack}>
        <h2 className={layout.heading}>{text.questions}</h2>
        {questions.length === 0 && <p>{text.none}</p>}
        {questions.map(({ question, answer }) => (
          <div key={question}>
            <h3 className={styles.question}>{question}</h3>
            <p className={`${styles.words} ${layout.written}`}>{answer}</p>
          </div>
        ))}
      </section>
      <section className={layout.stack}>
        <h2 className={layout.heading}>{text.after}</h2>
        <p className={styles.words}>{text.afterWords}</p>
      </section>
    </>
  )
}
