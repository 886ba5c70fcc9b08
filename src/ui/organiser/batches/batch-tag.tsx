import type { Batch } from '#wire/batches.ts'
import layout from '../../shared/desk-layout.module.css'
import { batchText as text } from '../text.ts'

export function BatchTag({ state }: { state: Batch['state'] }) {
  const tone =
    { receiving: '', late: layout.tagDue, waiting: layout.tagDue, accepted: layout.tagGood }[state] ?? ''
  return <span className={`${layout.tag} ${tone}`}>{text.states[state]}</span>
}
