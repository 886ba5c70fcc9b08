import { render } from '@testing-library/react'
import { DoorRules } from '#domain/door-rules.ts'
import { PetitionId } from '#domain/ids.ts'
import type { PetitionSettings } from '#domain/petition.ts'
import { OrganiserRoutes } from '#ui/organiser/organiser-routes.tsx'
import type { PetitionDetail } from '#wire/petitions.ts'

export const petition = PetitionId.parse('018f0000-0000-7000-8000-000000000001')

/** The n-th id of a kind, readable in a failure. */
export const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Opens one of the organiser's screens at its address. */
export function openScreen(path: string) {
  window.history.replaceState(null, '', `/p/${petition}/organiser${path}`)
  return render(<OrganiserRoutes petition={petition} />)
}

export const settings: PetitionSettings = {
  title: 'Keep the police station in Dagenham open',
  request: 'We ask for the front counter to stay open day and night.',
  background: '',
  recipient: 'Mayor’s Office for Policing and Crime',
  profile: 'uk-gla-mopac',
  language: 'en',
  connections: ['live', 'work'],
  timeZone: 'Europe/London',
  returnBy: '2017-09-21T18:00',
  recipientDeadline: '2017-10-06T17:00',
  controller: { name: 'Dagenham Neighbours', address: '1001 Reede Road', email: '', phone: '' },
  lawfulBasis: 'consent',
  retainUntil: '2018-04-06',
  privacyNotice: 'Our own notice.',
  contact: 'names@example.org',
  ...DoorRules.parse({}),
}

export const detail = (changes: Partial<PetitionDetail> = {}): PetitionDetail => ({
  id: petition,
  state: 'draft',
  settings,
  wordings: [],
  wordingIsStale: true,
  recoveryKit: 'none',
  missing: ['wording', 'recovery-kit', 'streets'],
  ...changes,
})
