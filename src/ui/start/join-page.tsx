import { lazy, Suspense, useEffect, useState } from 'react'
import { Page } from '../shared/page.tsx'
import { joinText as text } from '../volunteer/text.ts'
import { isInAppBrowser } from './in-app-browser.ts'
import { JoinForm } from './join-form.tsx'

/** Few come from inside another app, and they have a network: nobody else has to download it. */
const InAppNotice = lazy(async () => ({ default: (await import('./in-app-notice.tsx')).InAppNotice }))

/** By link, with the code behind the `#`, where no server or log sees it; or by typing. */
export function JoinPage() {
  const code = useCodeOfLink()
  return (
    <Page title={code ? text.invited : text.title} lead={code && text.invitedLead}>
      {isInAppBrowser(navigator.userAgent) && (
        <Suspense>
          <InAppNotice code={code} />
        </Suspense>
      )}
      <JoinForm key={code} code={code} />
    </Page>
  )
}

/** Taken out of the address bar at once: a screenshot or a look over the shoulder must not let anybody in. */
function useCodeOfLink(): string {
  const [code, setCode] = useState(codeInAddress)

  useEffect(() => {
    const take = () => {
      const given = codeInAddress()
      if (given === '') return
      setCode(given)
      history.replaceState(null, '', '/join')
    }
    take()
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])

  return code
}

function codeInAddress(): string {
  try {
    return decodeURIComponent(location.hash.slice(1))
  } catch {
    return ''
  }
}
