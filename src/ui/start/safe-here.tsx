import { Notice } from '../shared/notice.tsx'
import { useStorage } from '../volunteer/storage/use-storage.ts'
import { storageText as text } from '../volunteer/text.ts'

/** The browser lost who this phone was, and its second copy still holds what was gathered. */
export function SafeHere() {
  const { orphans } = useStorage()
  const entries = orphans.reduce((sum, each) => sum + each.entries, 0)
  return entries > 0 ? <Notice tone="warning">{text.safeHere(entries)}</Notice> : null
}
