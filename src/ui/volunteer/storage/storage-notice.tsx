import type { StorageStatus } from '#device/storage-watch.ts'
import { ButtonLink } from '../../shared/button-link.tsx'
import { Notice } from '../../shared/notice.tsx'
import { storageText as text } from '../text.ts'
import { useStorage } from './use-storage.ts'

/** Only when something is to be known: where a place stopped taking names, or lost some (J1, J4). */
export function StorageNotice() {
  const said = noticeOf(useStorage())
  if (!said) return null
  return (
    <Notice
      tone={said.isBad ? 'problem' : 'warning'}
      actions={<ButtonLink href="/storage">{text.more}</ButtonLink>}
    >
      {said.words}
    </Notice>
  )
}

/** The worst first. */
function noticeOf({ copies, failing, losses }: StorageStatus): { words: string; isBad: boolean } | undefined {
  if (copies === 0) return { words: text.cannotSave, isBad: true }
  const missing = losses.reduce((sum, loss) => sum + loss.missing, 0)
  if (missing > 0) return { words: text.missing(missing), isBad: true }
  if (failing.length > 0) return { words: text.onePlaceFails, isBad: false }
  const broughtBack = losses.reduce((sum, loss) => sum + loss.broughtBack, 0)
  return broughtBack > 0 ? { words: text.broughtBack(broughtBack), isBad: false } : undefined
}
