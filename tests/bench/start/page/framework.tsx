/** What any app of this build needs to show one line: React, and nothing of ours. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const place = document.getElementById('app')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <main>
        <a href="#door">A door</a>
      </main>
    </StrictMode>,
  )
}
void navigator.serviceWorker.register('./keep.js')
