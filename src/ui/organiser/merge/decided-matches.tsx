import { listMatches, type Match, undoMatch } from '#wire/matches.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { call } from '../../shared/call.ts'
import { DataTable } from '../../shared/data-table.tsx'
import { EmptyState } from '../../shared/empty-state.tsx'
import { useAction } from '../../shared/use-action.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { instantText, listText } from '../../shared/value-text.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { mergeText as text } from '../text.ts'

export function DecidedMatches() {
  const { petition } = usePetition()
  const loaded = useLoaded(listMatches, { params: { petition }, query: { state: 'decided' } })
  const action = useAction()

  function takeBack({ a, b }: Match) {
    action.run(async () => {
      await call(undoMatch, { params: { petition }, body: { a: a.id, b: b.id } })
      loaded.reload()
    })
  }

  return (
    <>
      <ActionProblem action={action} />
      <WhenLoaded loaded={loaded}>
        {({ matches }) =>
          matches.length === 0 ? (
            <EmptyState title={text.decidedEmpty}>{text.decidedEmptyHelp}</EmptyState>
          ) : (
            <DataTable
              caption={text.decidedCaption}
              columns={[
                { key: 'pair', header: text.pair, cell: ({ a, b }) => listText([b.name, a.name]) },
                {
                  key: 'verdict',
                  header: text.verdict,
                  cell: ({ decision }) => decision && text.verdicts[decision.verdict],
                },
                { key: 'by', header: text.by, cell: ({ decision }) => decision?.by },
                {
                  key: 'when',
                  header: text.when,
                  cell: ({ decision }) => decision && instantText(decision.at),
                },
                {
                  key: 'undo',
                  header: text.takeBack,
                  hideHeader: true,
                  align: 'end',
                  cell: (match) => (
                    <Button
                      aria-label={text.takeBackNamed(match.b.name, match.a.name)}
                      onClick={() => takeBack(match)}
                    >
                      {text.takeBack}
                    </Button>
                  ),
                },
              ]}
              rows={matches}
              rowKey={({ a, b }) => `${a.id}/${b.id}`}
              cards
            />
          )
        }
      </WhenLoaded>
    </>
  )
}
