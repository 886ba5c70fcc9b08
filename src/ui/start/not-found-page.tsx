import { ButtonLink } from '../shared/button-link.tsx'
import { Page } from '../shared/page.tsx'
import { appText as text } from '../volunteer/text.ts'

export function NotFoundPage() {
  return (
    <Page title={text.notFound}>
      <p>{text.notFoundHelp}</p>
      <div>
        <ButtonLink href="/">{text.backToFirst}</ButtonLink>
      </div>
    </Page>
  )
}
