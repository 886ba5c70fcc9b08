import { useState } from 'react'
import { type CsvProblem, MAX_CSV_BYTES, readTable, type Table } from '#domain/csv-table.ts'
import type { Sha256 } from '#domain/ids.ts'
import { sha256 } from '#domain/sha256.ts'
import { useHoldUpdate } from '../../shared/app-update.ts'

export type TableFile = { readonly table: Table; readonly name: string; readonly digest: Sha256 }

type State =
  | { readonly state: 'none' }
  | { readonly state: 'reading' }
  | { readonly state: 'problem'; readonly problem: CsvProblem | 'unreadable' }
  | { readonly state: 'read'; readonly file: TableFile }

/** A CSV file that a person chose, read on this computer. */
export function useTableFile() {
  const [chosen, setChosen] = useState<State>({ state: 'none' })
  useHoldUpdate(chosen.state === 'reading' || chosen.state === 'read')

  async function choose(file: File) {
    setChosen({ state: 'reading' })
    try {
      setChosen(await read(file))
    } catch {
      setChosen({ state: 'problem', problem: 'unreadable' })
    }
  }

  return { chosen, choose, clear: () => setChosen({ state: 'none' }) }
}

async function read(file: File): Promise<State> {
  if (file.size > MAX_CSV_BYTES) return { state: 'problem', problem: 'csv-too-large' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const digest = await sha256(bytes)
  const table = readTable(bytes)
  if ('problem' in table) return { state: 'problem', problem: table.problem }
  return { state: 'read', file: { table, name: file.name, digest } }
}
