import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { Link } from 'wouter'
import styles from './page.module.css'

export const MAIN_ID = 'main'

type PageProps = {
  title: string
  /** What the browser's tab says, when the heading alone would not do. */
  tabTitle?: string
  /** One sentence under the heading. */
  lead?: ReactNode
  back?: { href: string; label: string }
  /** It scrolls by itself, so the keyboard has to reach it even where nothing in it takes the focus. */
  scrolls?: boolean
  children: ReactNode
}

/** Whether any page was shown since the app started: the first leaves the focus to the browser. */
let isFirstPage = true

/** One screen: its heading, its title in the tab, and the place that the skip link leads to. */
export function Page({ title, tabTitle = title, lead, back, scrolls = false, children }: PageProps) {
  const main = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)

  // Before the effects of what is inside, so that the error summary can add to the title.
  useLayoutEffect(() => {
    document.title = `${tabTitle} – Petition Pack`
  }, [tabTitle])

  useEffect(() => {
    const hasFocus = main.current?.contains(document.activeElement)
    if (!isFirstPage) document.documentElement.scrollTop = 0
    if (!isFirstPage && !hasFocus) heading.current?.focus({ preventScroll: true })
    isFirstPage = false
  }, [])

  return (
    <main className={styles.page} id={MAIN_ID} ref={main} tabIndex={scrolls ? 0 : -1}>
      {back && (
        <div data-print="no">
          <Link className={styles.back} href={back.href}>
            {back.label}
          </Link>
        </div>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead && <p className={styles.lead}>{lead}</p>}
      {children}
    </main>
  )
}
