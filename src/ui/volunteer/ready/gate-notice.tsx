import { Notice } from '../../shared/notice.tsx'
import { gateTexts } from '../text.ts'
import type { Gate } from './use-storage-facts.ts'

/** Why nothing can be gathered here, and what to do. */
export function GateNotice({ gate }: { gate: Gate }) {
  const { title, words } = gateTexts[gate]
  return (
    <Notice tone="warning" title={title}>
      {words}
    </Notice>
  )
}
