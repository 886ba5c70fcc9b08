import { useState } from 'react'
import { closePetition, openPetition, type PetitionDetail } from '#wire/petitions.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import layout from '../../shared/desk-layout.module.css'
import { Notice } from '../../shared/notice.tsx'
import { useAction } from '../../shared/use-action.ts'
import { overviewText as text } from '../text.ts'

type OpenOrCloseProps = {
  petition: PetitionDetail
  isReady: boolean
  onChange: (petition: PetitionDetail) => void
}

export function OpenOrClose({ petition, isReady, onChange }: OpenOrCloseProps) {
  const [isAsking, setIsAsking] = useState(false)
  const action = useAction()
  const { state } = petition

  if (state === 'closed') return <Notice tone="plain">{text.closed}</Notice>

  async function change() {
    const params = { petition: petition.id }
    await action.run(async () =>
      onChange(await (state === 'draft' ? call(openPetition, { params }) : call(closePetition, { params }))),
    )
    setIsAsking(false)
  }

  const isDraft = state === 'draft'
  return (
    <section className={layout.section}>
      <h2>{isDraft ? text.openTitle : text.closeTitle}</h2>
      <div className={layout.stack}>
        <ActionProblem action={action} />
        <p>{isDraft ? (isReady ? text.openReady : text.openNotReady) : text.closeHelp}</p>
        <Button
          variant={isDraft && isReady ? 'primary' : 'secondary'}
          disabled={isDraft && !isReady}
          onClick={() => setIsAsking(true)}
        >
          {isDraft ? text.open : text.close}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={isDraft ? text.openQuestion : text.closeQuestion}
        confirmLabel={isDraft ? text.open : text.close}
        tone={isDraft ? 'primary' : 'danger'}
        busy={action.busy}
        onConfirm={change}
        onCancel={() => setIsAsking(false)}
      >
        {isDraft ? text.openConsequence : text.closeConsequence}
      </ConfirmDialog>
    </section>
  )
}
