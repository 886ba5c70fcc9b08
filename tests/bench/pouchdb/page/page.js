/** The same signatures as plain documents, ink as the browser tells it, replicated as PouchDB does by itself. */

import indexeddb from 'pouchdb-adapter-indexeddb'
import PouchDB from 'pouchdb-browser'
import { inkStrokes, PAD } from '../../sync/ink-strokes.ts'
import { drawnPerson } from '../../sync/people.ts'

PouchDB.plugin(indexeddb)
const db = new PouchDB('signatures', { adapter: 'indexeddb', auto_compaction: true })

const CHUNK = 500

function documentOf(n) {
  const { ink: _, ...person } = drawnPerson(n)
  return {
    // Grows with time, as ours do.
    _id: `${String(n).padStart(8, '0')}-${crypto.randomUUID()}`,
    ...person,
    street: `Bench Road ${1 + (n % 40)}`,
    signedAt: new Date(Date.now() + n * 60_000).toISOString(),
    ink: { ...PAD, strokes: inkStrokes(n) },
  }
}

/** As `SyncPort` in `../../sync/page` asks. */
const port = {
  async fill(_, count) {
    for (let start = 0; start < count; start += CHUNK) {
      const documents = Array.from({ length: Math.min(CHUNK, count - start) }, (_, n) =>
        documentOf(start + n),
      )
      await db.bulkDocs(documents)
    }
  },

  async push() {
    const begun = performance.now()
    const result = await db.replicate.to(new URL('/couch/signatures', location.href).href)
    if (!result.ok || result.doc_write_failures > 0) throw new Error('replication failed')
    return performance.now() - begun
  },
}

window.syncBench = port
