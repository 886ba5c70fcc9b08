import { Button } from '../shared/button.tsx'
import layout from '../shared/desk-layout.module.css'
import { pageText as text } from './text.ts'

type PageLinksProps = { page: number; pages: number; onChange: (page: number) => void }

/** Back and forth in a long table; nothing when it has one page. */
export function PageLinks({ page, pages, onChange }: PageLinksProps) {
  if (pages <= 1) return null
  return (
    <nav className={layout.row} aria-label={text.pagesLabel}>
      <Button disabled={page <= 1} onClick={() => onChange(page - 1)}>
        {text.previous}
      </Button>
      <span>{text.place(page, pages)}</span>
      <Button disabled={page >= pages} onClick={() => onChange(page + 1)}>
        {text.next}
      </Button>
    </nav>
  )
}
