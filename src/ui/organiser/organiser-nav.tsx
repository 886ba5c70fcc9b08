import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Button } from '../shared/button.tsx'
import styles from './organiser-routes.module.css'
import { usePetition } from './petition-context.ts'
import { navText, stateTexts } from './text.ts'

/** `~` leaves the organiser's part of the address. */
const groups = (petition: string) => [
  {
    name: navText.groups.setUp,
    links: [
      { href: '/', label: navText.overview },
      { href: '/settings', label: navText.settings },
      { href: '/wording', label: navText.wording },
      { href: '/recovery-kit', label: navText.recoveryKit },
      { href: '/streets', label: navText.streets },
      { href: '/people', label: navText.people },
    ],
  },
  {
    name: navText.groups.names,
    links: [
      { href: '/import', label: navText.import },
      { href: '/batches', label: navText.batches },
      { href: '/merge', label: navText.merge },
      { href: '/roll', label: navText.roll },
      { href: '/audit', label: navText.audit },
    ],
  },
  {
    name: navText.groups.elsewhere,
    links: [
      { href: `~/p/${petition}/captain`, label: navText.board },
      { href: `~/p/${petition}`, label: navText.collect },
    ],
  },
]

export function OrganiserNav() {
  const { petition, detail } = usePetition()
  const [location] = useLocation()
  const [openAt, setOpenAt] = useState<string>()
  // Opened on one screen, the menu is closed on the next.
  const isOpen = openAt === location
  const title = detail.state === 'ready' ? (detail.value.settings?.title ?? navText.unnamed) : ''

  return (
    <div className={styles.side}>
      <div className={styles.sticky}>
        <div className={styles.bar}>
          <div>
            <p className={styles.name}>{title}</p>
            {detail.state === 'ready' && <p>{stateTexts[detail.value.state]}</p>}
          </div>
          <Button
            className={styles.menuButton}
            aria-expanded={isOpen}
            aria-controls="organiser-menu"
            onClick={() => setOpenAt(isOpen ? undefined : location)}
          >
            {navText.menu}
          </Button>
        </div>
        <nav className={styles.menu} id="organiser-menu" aria-label={navText.label} hidden={!isOpen}>
          {groups(petition).map(({ name, links }) => (
            <div key={name}>
              <p className={styles.groupName}>{name}</p>
              <ul className={styles.list}>
                {links.map(({ href, label }) => (
                  <li key={href}>
                    <Link
                      className={styles.link}
                      href={href}
                      aria-current={isWithin(location, href) ? 'page' : undefined}
                    >
                      {label}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
      </div>
    </div>
  )
}

const isWithin = (location: string, href: string) =>
  location === href || (href !== '/' && location.startsWith(`${href}/`))
