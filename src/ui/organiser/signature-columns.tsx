import type { SignatureRow } from '#wire/batches.ts'
import type { Column } from '../shared/data-table.tsx'
import { instantText } from '../shared/value-text.ts'
import { connectionTexts, methodTexts, batchText as text } from './text.ts'

/** What a table of signatures shows wherever it stands; each screen adds its own. */
export const signatureColumns: readonly Column<SignatureRow>[] = [
  { key: 'name', header: text.name, cell: ({ name }) => name },
  { key: 'address', header: text.address, cell: ({ address }) => address ?? text.none },
  { key: 'postcode', header: text.postcode, cell: ({ postcode }) => postcode ?? text.none, oneLine: true },
  {
    key: 'connection',
    header: text.connection,
    cell: ({ connection }) => (connection ? connectionTexts[connection] : text.none),
  },
  { key: 'method', header: text.method, cell: ({ method }) => methodTexts[method] },
  { key: 'signedAt', header: text.signedAt, cell: ({ signedAt }) => instantText(signedAt), oneLine: true },
  { key: 'street', header: text.street, cell: ({ street }) => street ?? text.none },
]
