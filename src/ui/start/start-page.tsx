import { useLiveQuery } from 'dexie-react-hooks'
import { Redirect } from 'wouter'
import { useApp } from '../shared/app-context.ts'
import { Page } from '../shared/page.tsx'
import { welcomeText as text } from '../volunteer/text.ts'
import { homeOf } from './home-of.ts'
import { JoinForm } from './join-form.tsx'
import { SafeHere } from './safe-here.tsx'

/** To the petition, when there is one; else what this is, and a place for the code. */
export function StartPage() {
  const { phone } = useApp()
  const memberships = useLiveQuery(() => phone.memberships(), [phone])
  if (!memberships) return null
  const [only, ...others] = memberships
  if (only === undefined) {
    return (
      <Page title={text.title} lead={text.lead}>
        <SafeHere />
        <p>{text.how}</p>
        <JoinForm />
      </Page>
    )
  }
  return <Redirect to={others.length === 0 ? homeOf(only) : '/petitions'} replace />
}
