import { useEffect, useState } from 'react'
import type { PetitionId, StreetId } from '#domain/ids.ts'
import type { SignatureRow } from '#wire/batches.ts'
import { readStreetSignatures } from '#wire/roll.ts'
import { Button } from '../../shared/button.tsx'
import { DataTable } from '../../shared/data-table.tsx'
import layout from '../../shared/desk-layout.module.css'
import { useLoaded } from '../../shared/use-loaded.ts'
import { instantText } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { streetText as text } from '../text.ts'

type GatheredNamesProps = { petition: PetitionId; street: StreetId }

/** Nothing is asked of the server, and nothing noted, before somebody means to look. */
export function GatheredNames({ petition, street }: GatheredNamesProps) {
  const [isWanted, setIsWanted] = useState(false)
  return (
    <section className={layout.wide} aria-labelledby="names">
      <h2 id="names">{text.namesTitle}</h2>
      {isWanted ? (
        <Names petition={petition} street={street} />
      ) : (
        <div className={layout.stack}>
          <p>{text.namesHelp}</p>
          <Button onClick={() => setIsWanted(true)}>{text.look}</Button>
        </div>
      )}
    </section>
  )
}

function Names({ petition, street }: GatheredNamesProps) {
  const loaded = useLoaded(readStreetSignatures, { params: { petition, street } })
  const [isShown, setIsShown] = useState(false)

  // A phone that is put away shows them to nobody when it is taken out again.
  useEffect(() => {
    const hide = () => document.visibilityState === 'hidden' && setIsShown(false)
    document.addEventListener('visibilitychange', hide)
    return () => document.removeEventListener('visibilitychange', hide)
  }, [])

  return (
    <WhenLoaded loaded={loaded}>
      {({ signatures }) =>
        signatures.length === 0 ? (
          <p>{text.noNames}</p>
        ) : (
          <div className={layout.wide}>
            <div>
              <Button onClick={() => setIsShown(!isShown)}>{isShown ? text.hide : text.show}</Button>
            </div>
            <SignatureTable signatures={signatures} isShown={isShown} />
          </div>
        )
      }
    </WhenLoaded>
  )
}

function SignatureTable({ signatures, isShown }: { signatures: readonly SignatureRow[]; isShown: boolean }) {
  return (
    <DataTable
      caption={text.namesCaption}
      hideCaption
      cards
      rows={signatures}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', header: text.name, cell: ({ name }) => (isShown ? name : <Masked />) },
        {
          key: 'address',
          header: text.address,
          cell: ({ address, postcode }) =>
            isShown ? [address, postcode].filter((part) => part !== null).join(', ') : <Masked />,
        },
        { key: 'method', header: text.method, cell: ({ method }) => text.methods[method] },
        { key: 'signedAt', header: text.signedAt, cell: ({ signedAt }) => instantText(signedAt) },
        { key: 'standing', header: text.standing, cell: ({ standing }) => text.standings[standing] },
      ]}
    />
  )
}

/** The name is not in the page at all, so no style and no reader brings it out. */
const Masked = () => (
  <span>
    <span aria-hidden="true">•••••</span>
    <span className={layout.hidden}>{text.masked}</span>
  </span>
)
