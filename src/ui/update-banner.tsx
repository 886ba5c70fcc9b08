import { useAppUpdate } from './shared/app-update.ts'
import { Button } from './shared/button.tsx'
import { Notice } from './shared/notice.tsx'
import { appText as text } from './volunteer/text.ts'

/** Quiet, and only where nothing half-typed could be lost. */
export function UpdateBanner() {
  const { apply, holds } = useAppUpdate()
  if (!apply || holds > 0) return null
  return <Notice actions={<Button onClick={apply}>{text.updateNow}</Button>}>{text.updateReady}</Notice>
}
