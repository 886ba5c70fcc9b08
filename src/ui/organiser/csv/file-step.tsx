import { Notice } from '../../shared/notice.tsx'
import { FileField } from '../file-field.tsx'
import { csvProblemTexts, csvText as text } from '../text.ts'
import type { useTableFile } from './use-table-file.ts'

/** Choosing a file, until one is read. */
export function FileStep({ chosen, choose }: Pick<ReturnType<typeof useTableFile>, 'chosen' | 'choose'>) {
  if (chosen.state === 'reading') return <Notice>{text.reading}</Notice>
  return (
    <FileField
      label={text.fileLabel}
      hint={text.fileHint}
      accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
      error={problemOf(chosen)}
      onChoose={choose}
    />
  )
}

function problemOf(chosen: ReturnType<typeof useTableFile>['chosen']): string | undefined {
  if (chosen.state !== 'problem') return undefined
  return chosen.problem === 'unreadable' ? text.cannotRead : csvProblemTexts[chosen.problem]
}
