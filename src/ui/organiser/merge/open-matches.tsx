import { useLayoutEffect, useRef, useState } from 'react'
import { decideMatch, listMatches, type Match, undoMatch } from '#wire/matches.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { ApiError, call } from '../../shared/call.ts'
import layout from '../../shared/desk-layout.module.css'
import { EmptyState } from '../../shared/empty-state.tsx'
import { useAction } from '../../shared/use-action.ts'
import { useLoaded } from '../../shared/use-loaded.ts'
import { WhenLoaded } from '../../shared/when-loaded.tsx'
import { usePetition } from '../petition-context.ts'
import { mergeText as text } from '../text.ts'
import { MatchPair } from './match-pair.tsx'
import styles from './open-matches.module.css'

type Verdict = 'same' | 'different'

export function OpenMatches() {
  const { petition } = usePetition()
  const loaded = useLoaded(listMatches, { params: { petition }, query: { state: 'open' } })
  const [decided, setDecided] = useState<readonly Match[]>([])

  return (
    <WhenLoaded loaded={loaded}>
      {({ matches, open }) => (
        <Desk
          key={matches.map(keyOf).join()}
          matches={matches}
          open={open}
          decided={decided}
          onDecided={setDecided}
          onStale={loaded.reload}
        />
      )}
    </WhenLoaded>
  )
}

type DeskProps = {
  matches: readonly Match[]
  open: number
  /** Decisions of this visit, the last one last: what undo takes back. */
  decided: readonly Match[]
  onDecided: (decided: readonly Match[]) => void
  onStale: () => void
}

/** One pair at a time, by keys or buttons. The buttons stay in place when the pair changes. */
function Desk({ matches, open, decided, onDecided, onStale }: DeskProps) {
  const { petition } = usePetition()
  const [pairs, setPairs] = useState(matches)
  const [left, setLeft] = useState(open)
  const [at, setAt] = useState(0)
  const [said, setSaid] = useState('')
  const [usesKeys, setUsesKeys] = useState(true)
  const action = useAction()
  const pair = pairs[Math.min(at, pairs.length - 1)]
  const last = decided.at(-1)
  const params = { petition }

  function decide(verdict: Verdict) {
    if (!pair) return
    action.run(async () => {
      const body = { a: pair.a.id, b: pair.b.id, verdict }
      const reply = await call(decideMatch, { params, body }).catch((cause: unknown) => {
        // Somebody else was quicker: what is left has to be seen anew.
        if (cause instanceof ApiError && cause.code === 'already-decided') onStale()
        throw cause
      })
      const rest = pairs.filter((each) => each !== pair)
      setPairs(rest)
      setLeft(reply.open)
      setAt((before) => Math.max(0, Math.min(before, rest.length - 1)))
      setSaid(verdict === 'same' ? text.saidSame : text.saidDifferent)
      onDecided([...decided, pair])
      if (rest.length === 0 && reply.open > 0) onStale()
    })
  }

  function undo() {
    if (!last) return
    action.run(async () => {
      const reply = await call(undoMatch, { params, body: { a: last.a.id, b: last.b.id } })
      setPairs((before) => [last, ...before.filter((each) => keyOf(each) !== keyOf(last))])
      setLeft(reply.open)
      setAt(0)
      setSaid(text.undone)
      onDecided(decided.slice(0, -1))
    })
  }

  const move = (by: number) => setAt((before) => Math.max(0, Math.min(before + by, pairs.length - 1)))

  const press = useRef<(key: string) => boolean>(() => false)
  press.current = (key) => {
    switch (key) {
      case 's':
        decide('same')
        return true
      case 'd':
        decide('different')
        return true
      case 'u':
        undo()
        return true
      case 'ArrowLeft':
        move(-1)
        return true
      case 'ArrowRight':
        move(1)
        return true
      default:
        return false
    }
  }

  // With the paint, not after it: a key pressed at once is meant for the pair that is seen.
  useLayoutEffect(() => {
    if (!usesKeys) return
    function listen(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return
      if (press.current(event.key.length === 1 ? event.key.toLowerCase() : event.key)) event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [usesKeys])

  return (
    <div className={layout.wide}>
      <div className={layout.ends}>
        <p className={styles.left}>{text.left(left)}</p>
        <p role="status">{said}</p>
      </div>
      <ActionProblem action={action} />
      {pair ? (
        <>
          <MatchPair match={pair} />
          <div className={styles.actions}>
            <Button variant="primary" onClick={() => decide('same')}>
              {text.same} {usesKeys && <kbd>S</kbd>}
            </Button>
            <Button variant="primary" onClick={() => decide('different')}>
              {text.different} {usesKeys && <kbd>D</kbd>}
            </Button>
            <Button disabled={!last} onClick={undo}>
              {text.undo} {usesKeys && <kbd>U</kbd>}
            </Button>
          </div>
          <div className={layout.row}>
            <Button disabled={at === 0} onClick={() => move(-1)}>
              {text.previous}
            </Button>
            <span className={layout.numbers}>
              {text.place(Math.min(at, pairs.length - 1) + 1, pairs.length)}
            </span>
            <Button disabled={at >= pairs.length - 1} onClick={() => move(1)}>
              {text.next}
            </Button>
          </div>
        </>
      ) : (
        <EmptyState
          title={text.empty}
          action={
            <div className={layout.row}>
              <ButtonLink href="/batches">{text.toBatches}</ButtonLink>
              {last && (
                <Button onClick={undo}>
                  {text.undo} {usesKeys && <kbd>U</kbd>}
                </Button>
              )}
            </div>
          }
        >
          {text.emptyHelp}
        </EmptyState>
      )}
      <label className={styles.keys}>
        <input type="checkbox" checked={usesKeys} onChange={({ target }) => setUsesKeys(target.checked)} />
        <span>
          {text.keysLabel}: {text.keysHelp}
        </span>
      </label>
    </div>
  )
}

const keyOf = ({ a, b }: Match) => `${a.id}/${b.id}`

/** Letters typed into a field are no commands. A checkbox takes no letters. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type="checkbox"], [type="radio"]), select, textarea, [contenteditable]')
  )
}
