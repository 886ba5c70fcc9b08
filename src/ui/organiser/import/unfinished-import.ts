/**
 * Which batch a file was being imported as, so that choosing the same file
 * again goes on with it. It holds a fingerprint of the file, never a name.
 */
import * as z from 'zod/mini'
import { BatchId, Sha256 } from '#domain/ids.ts'

const UnfinishedImport = z.object({ digest: Sha256, batch: BatchId, label: z.string() })
export type UnfinishedImport = z.infer<typeof UnfinishedImport>

const keyOf = (petition: string) => `petition-pack.import.${petition}`

export function unfinishedImport(petition: string, digest: Sha256): UnfinishedImport | undefined {
  try {
    const kept = UnfinishedImport.safeParse(JSON.parse(localStorage.getItem(keyOf(petition)) ?? 'null'))
    return kept.data?.digest === digest ? kept.data : undefined
  } catch {
    return undefined
  }
}

export function keepUnfinishedImport(petition: string, unfinished: UnfinishedImport): void {
  try {
    localStorage.setItem(keyOf(petition), JSON.stringify(unfinished))
  } catch {
    // Without it the import can be resumed in this tab only.
  }
}

export function forgetUnfinishedImport(petition: string): void {
  try {
    localStorage.removeItem(keyOf(petition))
  } catch {
    // Nothing was kept, then.
  }
}
