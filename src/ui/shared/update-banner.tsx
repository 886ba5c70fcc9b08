import { useAppUpdate } from './app-update.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

/** Quiet, and only where nothing half-typed could be lost. */
export function UpdateBanner() {
  const { apply, holds } = useAppUpdate()
  if (!apply || holds > 0) return null
  return (
    <Notice actions={<Button onClick={apply}>Use it now</Button>}>
      A new version of the app is ready. Nothing you saved is lost.
    </Notice>
  )
}
