import { useCallback, useState } from 'react'
import type { PetitionDetail } from '#wire/petitions.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import { Notice } from '../../shared/notice.tsx'
import { Page } from '../../shared/page.tsx'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { settingsText as text } from '../text.ts'
import { draftOf, dropDraft, keptDraft } from './settings-draft.ts'
import { SettingsForm } from './settings-form.tsx'

export function SettingsPage() {
  const { detail } = usePetition()
  return (
    <Page title={text.title}>
      <WhenLoaded loaded={detail}>
        {(petition) => <Settings petition={petition} onSaved={detail.replace} />}
      </WhenLoaded>
    </Page>
  )
}

type SettingsProps = { petition: PetitionDetail; onSaved: (petition: PetitionDetail) => void }

/** Starts from what was typed last in this tab, else from what was saved. */
function Settings({ petition, onSaved }: SettingsProps) {
  const [found, setFound] = useState(() => keptDraft(petition.id))
  const [isAsking, setIsAsking] = useState(false)
  const [isSaved, setIsSaved] = useState(false)
  const [round, setRound] = useState(0)

  const onType = useCallback(() => setIsSaved(false), [])

  function startOver() {
    dropDraft(petition.id)
    setFound(undefined)
    setIsAsking(false)
    setRound(round + 1)
  }

  return (
    <>
      {found && !isSaved && (
        <Notice tone="warning" actions={<Button onClick={() => setIsAsking(true)}>{text.draftDrop}</Button>}>
          {text.draftFound}
        </Notice>
      )}
      {isSaved && (
        <Notice tone="good" actions={<ButtonLink href="/wording">{text.savedNext}</ButtonLink>}>
          {text.saved}
        </Notice>
      )}
      <SettingsForm
        key={round}
        petition={petition.id}
        initial={found ?? draftOf(petition.settings)}
        saved={draftOf(petition.settings)}
        onType={onType}
        onSaved={(after) => {
          onSaved(after)
          setFound(undefined)
          setIsSaved(true)
          setRound(round + 1)
          document.documentElement.scrollTop = 0
        }}
      />
      <ConfirmDialog
        isOpen={isAsking}
        title={text.draftDropQuestion}
        confirmLabel={text.draftDrop}
        tone="danger"
        onConfirm={startOver}
        onCancel={() => setIsAsking(false)}
      >
        {text.draftDropConsequence}
      </ConfirmDialog>
    </>
  )
}
