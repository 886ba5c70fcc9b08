import { recipientProfiles } from '#domain/recipient-profile.ts'
import { dayText, privacyText as text } from '../text.ts'
import type { SettingsDraft } from './settings-draft.ts'
import { isoDayOf } from './typed-day.ts'

/** A notice that says what UK GDPR article 13 asks for, from the answers so far. */
export function privacyNoticeFor(draft: SettingsDraft): string {
  const { controller, recipient, lawfulBasis, contact, profile } = draft
  const retainUntil = isoDayOf(draft.retainUntil)
  return [
    text.who(controller.name.trim(), controller.address.trim()),
    text.what,
    text.whatFor(recipient.trim()),
    ...(recipientProfiles[profile].address === 'required' ? [text.handedOver] : []),
    text.basis[lawfulBasis],
    text.until(retainUntil && dayText(retainUntil)),
    text.others,
    text.rights(contact.trim()),
    text.complain,
  ].join('\n\n')
}
