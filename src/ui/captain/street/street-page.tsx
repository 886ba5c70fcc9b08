import type { PetitionId } from '#domain/ids.ts'
import { type BoardStreet, readBoard } from '#wire/board.ts'
import { readStreet } from '#wire/streets.ts'
import layout from '../../shared/desk-layout.module.css'
import { EmptyState } from '../../shared/empty-state.tsx'
import { Page } from '../../shared/page.tsx'
import { ThreeNumbers } from '../../shared/three-numbers.tsx'
import { useLoaded } from '../../shared/use-loaded.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { doorsDoneText, streetText as text } from '../text.ts'
import { GatheredNames } from './gathered-names.tsx'
import styles from './street.module.css'
import { StreetDoors } from './street-doors.tsx'
import { StreetPeople } from './street-people.tsx'

export function StreetPage({ petition, street }: { petition: PetitionId; street: string }) {
  const board = useLoaded(readBoard, { params: { petition } })
  const detail = useLoaded(readStreet, { params: { petition, street } })
  const onBoard = board.state === 'ready' ? board.value.streets.find(({ id }) => id === street) : undefined

  return (
    <Page
      title={onBoard?.name ?? '…'}
      tabTitle={onBoard?.name ?? text.back}
      back={{ href: '/', label: text.back }}
    >
      <WhenLoaded loaded={board}>
        {() =>
          onBoard === undefined ? (
            <EmptyState title={text.gone}>{text.goneHelp}</EmptyState>
          ) : (
            <>
              <section className={layout.wide}>
                <ThreeNumbers tally={onBoard.tally} />
                <DoorsDone street={onBoard} />
              </section>
              <StreetPeople petition={petition} street={onBoard} onChanged={board.reload} />
              <WhenLoaded loaded={detail}>{({ doors }) => <StreetDoors doors={doors} />}</WhenLoaded>
              <GatheredNames petition={petition} street={onBoard.id} />
            </>
          )
        }
      </WhenLoaded>
    </Page>
  )
}

function DoorsDone({ street: { doors, doorsDone } }: { street: BoardStreet }) {
  return (
    <div className={layout.stack}>
      <p>{doorsDoneText(doorsDone, doors)}</p>
      <progress
        className={styles.bar}
        aria-label={text.doorsLabel}
        value={doorsDone}
        max={Math.max(doors, 1)}
      />
    </div>
  )
}
