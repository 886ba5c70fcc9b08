import { Link } from 'wouter'
import { displayText } from '../display/text.ts'
import { installText } from '../install/text.ts'
import { knockersText } from '../knockers/text.ts'
import layout from '../layout.module.css'
import { PRACTICE } from '../practice/practice-id.ts'
import { practiceText } from '../practice/text.ts'
import { aidsText, backByText } from '../safety/text.ts'
import { cardText } from '../script/text.ts'
import { homeText } from '../text.ts'
import { sessionText as text } from './text.ts'

const forTheWalk = [
  { href: '/script', name: aidsText.script },
  { href: '/card', name: cardText.title },
  { href: '/back-by', name: backByText.title },
  { href: '/leave-now', name: aidsText.leave },
  { href: '/knockers', name: knockersText.title },
]

const forThePhone = [
  { href: '/ready', name: homeText.readyCheck },
  { href: `~/p/${PRACTICE}`, name: practiceText.link },
  { href: '/install', name: installText.title },
  { href: '/phone', name: displayText.title },
]

/** Everything that a volunteer may want before a walk, on it, or after. */
export function Ways() {
  return (
    <>
      <Links title={text.walk} links={forTheWalk} />
      <Links title={text.more} links={forThePhone} />
    </>
  )
}

function Links({ title, links }: { title: string; links: readonly { href: string; name: string }[] }) {
  return (
    <nav className={layout.links} aria-label={title}>
      <h2 className={layout.heading}>{title}</h2>
      <ul className={layout.plain}>
        {links.map(({ href, name }) => (
          <li key={href}>
            <Link href={href}>{name}</Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
