import { useLocation } from 'wouter'
import type { PetitionRow } from '#device/database.ts'
import { addressText } from '#domain/door.ts'
import type { DoorId, StreetId } from '#domain/ids.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { Notice } from '../../shared/notice.tsx'
import { useGathering } from '../gathering.ts'
import layout from '../layout.module.css'
import { GateNotice } from '../ready/gate-notice.tsx'
import { gateOf, useStorageFacts } from '../ready/use-storage-facts.ts'
import { Screen } from '../screen.tsx'
import { GonePage } from '../streets/gone-page.tsx'
import { doorText } from '../streets/text.ts'
import { useDoorOnWalk } from '../streets/use-door-on-walk.ts'
import { homeText } from '../text.ts'
import { handOver } from './hand-over.ts'
import { InLanguage, useSpoken } from './languages/in-language.tsx'
import { LanguageRow } from './languages/language-row.tsx'
import { shownWording } from './shown-wording.ts'
import { readText as text } from './volunteer-text.ts'
import { WordingHelp, WordingText } from './wording-text.tsx'

/** What the resident reads before the phone changes hands. */
export function ReadTogether({ street, door }: { street: StreetId; door: DoorId }) {
  const { petition, name } = useGathering().membership
  const found = useDoorOnWalk(street, door)
  const { facts } = useStorageFacts()
  const gate = gateOf(facts)
  const [, navigate] = useLocation()
  if (found === undefined) return null
  if (found === 'gone') return <GonePage title={doorText.gone} words={doorText.goneWords} />

  const address = addressText(found.door.label, found.street.name)
  const back = { href: `/streets/${street}/doors/${door}`, label: address }
  const wording = found.petition.wordings.at(-1)
  const { state } = found.petition
  if (wording === undefined || state !== 'open') {
    return (
      <Screen
        title={state === 'closed' ? text.noMore : text.noWording}
        back={back}
        action={
          <ButtonLink href={back.href} variant="primary" wide>
            {address}
          </ButtonLink>
        }
      >
        <Notice tone="warning">
          {state === 'open' ? text.noWordingWords : homeText.stateNotOpen[state]}
        </Notice>
      </Screen>
    )
  }

  function giveAway() {
    // The list instead of this page: whoever goes back from here finds no door and no name.
    navigate(`/streets/${street}`, { replace: true })
    handOver({ petition, street, door, purpose: 'sign' })
  }

  return (
    <Screen
      title={text.readTitle}
      back={back}
      action={
        gate ? (
          <ButtonLink href={back.href} variant="primary" wide>
            {address}
          </ButtonLink>
        ) : (
          <Button variant="primary" wide busy={facts === undefined} onClick={giveAway}>
            {text.handOver}
          </Button>
        )
      }
    >
      {gate && <GateNotice gate={gate} />}
      <details>
        <summary>{text.pitch}</summary>
        <p className={layout.quiet}>{text.pitchWords(name, wording.title, wording.recipient)}</p>
      </details>
      <InLanguage door={door} wording={wording.language} isWhole={false}>
        <LanguageRow />
        <WordingRead petition={found.petition} />
      </InLanguage>
    </Screen>
  )
}

/** In the language that is chosen here: the same as on the form. */
function WordingRead({ petition }: { petition: PetitionRow }) {
  const { language } = useSpoken()
  const wording = shownWording(petition, language)
  return (
    wording && (
      <>
        <WordingHelp wording={wording} petition={petition} />
        <WordingText wording={wording} petition={petition} />
      </>
    )
  )
}
