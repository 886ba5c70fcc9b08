import { useLiveQuery } from 'dexie-react-hooks'
import { forgetDraft } from '#device/drafts.ts'
import { addressText } from '#domain/door.ts'
import { useApp } from '../../shared/app-context.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { Notice } from '../../shared/notice.tsx'
import { useGathering } from '../gathering.ts'
import { draftIdOf, findDraft } from '../signing/draft-id.ts'
import { homeText as text } from '../text.ts'

/** A signature that a crash or a call broke off: where, and never whose. */
export function OpenDraft() {
  const { phone } = useApp()
  const { petition } = useGathering().membership
  const begun = useLiveQuery(async () => {
    const place = await findDraft(phone.db, petition)
    if (!place) return undefined
    const [street, door] = await Promise.all([
      phone.db.streets.get([petition, place.street]),
      phone.db.doors.get([petition, place.door]),
    ])
    return street && door ? { place, address: addressText(door.label, street.name) } : undefined
  }, [phone.db, petition])
  if (!begun) return null

  const { place, address } = begun
  return (
    <Notice
      tone="warning"
      title={text.draft(address)}
      actions={
        <>
          <ButtonLink href={`/streets/${place.street}/doors/${place.door}/sign`}>{text.draftGoOn}</ButtonLink>
          <Button variant="quiet" onClick={() => forgetDraft(phone.db, draftIdOf(petition, place))}>
            {text.draftForget}
          </Button>
        </>
      }
    >
      {text.draftWords}
    </Notice>
  )
}
