import { lazy, Suspense } from 'react'
import type { DoorId, StreetId } from '#domain/ids.ts'

const ReadTogether = lazy(async () => ({ default: (await import('./handed-over.tsx')).ReadTogether }))

/** In one chunk with the resident's pages, which the door has asked for. */
export function ReadPage(at: { street: StreetId; door: DoorId }) {
  return (
    <Suspense>
      <ReadTogether {...at} />
    </Suspense>
  )
}
