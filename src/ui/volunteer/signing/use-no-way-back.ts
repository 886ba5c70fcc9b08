import { useEffect } from 'react'

/** The Back button shows a resident nothing: each press is answered with the same page. */
export function useNoWayBack(): void {
  useEffect(() => {
    const stay = () => history.pushState(null, '', location.href)
    stay()
    window.addEventListener('popstate', stay)
    return () => window.removeEventListener('popstate', stay)
  }, [])
}
