import { ButtonLink } from '../shared/button-link.tsx'
import { Page } from '../shared/page.tsx'
import { joinText as text } from '../volunteer/text.ts'
import { SafeHere } from './safe-here.tsx'

export function NotJoinedPage() {
  return (
    <Page title={text.notHere}>
      <SafeHere />
      <p>{text.notHereWords}</p>
      <div>
        <ButtonLink href="~/join" variant="primary">
          {text.haveCode}
        </ButtonLink>
      </div>
    </Page>
  )
}
