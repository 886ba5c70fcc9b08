import { useState } from 'react'
import { useLocation } from 'wouter'
import { addressText, doorText as doorName } from '#domain/door.ts'
import type { DoorId, StreetId } from '#domain/ids.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import { Notice } from '../../shared/notice.tsx'
import { useGathering } from '../gathering.ts'
import { forgetStep, type SignatureStep, useLastStep } from '../last-step.ts'
import layout from '../layout.module.css'
import { gateOf, useStorageFacts } from '../ready/use-storage-facts.ts'
import { Screen } from '../screen.tsx'
import { GonePage } from '../streets/gone-page.tsx'
import { doorText, undoText } from '../streets/text.ts'
import { type DoorOnWalk, useDoorOnWalk } from '../streets/use-door-on-walk.ts'
import { handOver } from './hand-over.ts'
import { signedText as text } from './signed-text.ts'

/** The phone is the volunteer's again: another person, the next door, or mend what was just signed. */
export function SignedPage({ street, door }: { street: StreetId; door: DoorId }) {
  const found = useDoorOnWalk(street, door)
  const step = useLastStep((state) => state.step)
  if (found === undefined) return null
  if (found === 'gone') return <GonePage title={doorText.gone} words={doorText.goneWords} />
  const given = step?.kind === 'signature' && step.door.id === door ? step : undefined
  return <Signed found={found} given={given} />
}

function Signed({ found, given }: { found: DoorOnWalk; given: SignatureStep | undefined }) {
  const { petition } = useGathering().membership
  const gate = gateOf(useStorageFacts().facts)
  const [, navigate] = useLocation()
  const { street, door, next, signatures } = found
  const list = `/streets/${street.id}`

  function giveAway(purpose: 'sign' | 'correct') {
    navigate(list, { replace: true })
    handOver({ petition, street: street.id, door: door.id, purpose })
  }

  return (
    <Screen
      title={text.signedTitle(addressText(door.label, street.name))}
      back={{ href: list, label: street.name }}
      action={
        <>
          {found.petition.state === 'open' && !gate && (
            <Button wide onClick={() => giveAway('sign')}>
              {text.anotherPerson}
            </Button>
          )}
          <ButtonLink href={next ? `${list}/doors/${next.id}` : list} variant="primary" wide>
            {next ? text.nextDoor(doorName(next.label)) : text.toStreet}
          </ButtonLink>
        </>
      }
    >
      <div>
        <p className={layout.lead}>{text.signedWords}</p>
        {signatures > 0 && <p className={layout.quiet}>{doorText.signedHere(signatures)}</p>}
      </div>
      {given ? <Mend given={given} onCorrect={() => giveAway('correct')} /> : <p>{text.tooLate}</p>}
    </Screen>
  )
}

function Mend({ given, onCorrect }: { given: SignatureStep; onCorrect: () => void }) {
  const gathering = useGathering()
  const [, navigate] = useLocation()
  const [isAsking, setIsAsking] = useState(false)
  const [failed, setFailed] = useState(false)

  async function takeBackSignature() {
    setIsAsking(false)
    const { id, street } = given.door
    try {
      await gathering.withdraw(given.entry, given.door)
    } catch {
      setFailed(true)
      return
    }
    forgetStep()
    navigate(`/streets/${street}/doors/${id}`, { replace: true })
  }

  return (
    <section className={layout.stack}>
      {failed && <Notice tone="problem">{undoText.notUndone}</Notice>}
      <p className={layout.quiet}>{text.correctWords}</p>
      <div className={layout.row}>
        <Button onClick={onCorrect}>{text.correct}</Button>
        <Button onClick={() => setIsAsking(true)}>{text.takeBack}</Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={text.takeBackTitle}
        confirmLabel={text.takeBack}
        tone="danger"
        onConfirm={takeBackSignature}
        onCancel={() => setIsAsking(false)}
      >
        {text.takeBackWords}
      </ConfirmDialog>
    </section>
  )
}
