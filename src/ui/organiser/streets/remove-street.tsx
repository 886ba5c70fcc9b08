import { useState } from 'react'
import { useLocation } from 'wouter'
import { deleteStreet, type StreetSummary } from '#wire/streets.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import layout from '../../shared/desk-layout.module.css'
import { useAction } from '../../shared/use-action.ts'
import { usePetition } from '../petition-context.ts'
import { streetText as text } from '../text.ts'

export function RemoveStreet({ street }: { street: StreetSummary }) {
  const { petition } = usePetition()
  const [, navigate] = useLocation()
  const [isAsking, setIsAsking] = useState(false)
  const action = useAction()

  async function remove() {
    const isGone = await action.run(async () => {
      await call(deleteStreet, { params: { petition, street: street.id } })
    })
    setIsAsking(false)
    if (isGone) navigate('/streets')
  }

  return (
    <section className={layout.section}>
      <h2>{text.removeTitle}</h2>
      <div className={layout.stack}>
        <ActionProblem action={action} />
        <p>{text.removeHelp}</p>
        <Button onClick={() => setIsAsking(true)}>{text.remove}</Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={text.removeQuestion(street.name)}
        confirmLabel={text.remove}
        tone="danger"
        busy={action.busy}
        onConfirm={remove}
        onCancel={() => setIsAsking(false)}
      >
        {text.removeConsequence}
      </ConfirmDialog>
    </section>
  )
}
