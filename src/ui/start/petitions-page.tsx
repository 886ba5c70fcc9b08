import { useLiveQuery } from 'dexie-react-hooks'
import { Link } from 'wouter'
import { useApp } from '../shared/app-context.ts'
import { ButtonLink } from '../shared/button-link.tsx'
import { Page } from '../shared/page.tsx'
import { welcomeText as text } from '../volunteer/text.ts'
import { homeOf } from './home-of.ts'
import styles from './petitions-page.module.css'

export function PetitionsPage() {
  const { phone } = useApp()
  const memberships = useLiveQuery(() => phone.memberships(), [phone])
  if (!memberships) return null
  return (
    <Page title={text.choose} lead={text.chooseLead}>
      <ul className={styles.petitions}>
        {memberships.map((membership) => (
          <li key={membership.petition}>
            <Link className={styles.petition} href={homeOf(membership)}>
              <strong>{membership.title}</strong>
              <span>{text.roleIn(membership.role, membership.name)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div>
        <ButtonLink href="/join">{text.another}</ButtonLink>
      </div>
    </Page>
  )
}
