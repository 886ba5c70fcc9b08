import { useLiveQuery } from 'dexie-react-hooks'
import { type FormEvent, useState } from 'react'
import {
  forgetWalkPlan,
  keepWalkPlan,
  putOffWalkPlan,
  readWalkPlan,
  type WalkPlan,
} from '#device/walk-plan.ts'
import { useApp } from '../../shared/app-context.ts'
import { Button } from '../../shared/button.tsx'
import { Notice } from '../../shared/notice.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useGathering } from '../gathering.ts'
import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { sessionText } from '../session/text.ts'
import { timeText } from '../text.ts'
import { MessageLinks } from './message-links.tsx'
import { isNumber } from './messages.ts'
import { backByText as text } from './text.ts'
import { useBuddy } from './use-buddy.ts'

const MINUTE_MS = 60_000
const LATER_MINUTES = 30
/** What a walk takes, rounded up to a quarter of an hour. */
const USUAL_MS = 120 * MINUTE_MS
const FORM = 'back-by'

/** Before a walk: when to be back, and who waits. During it: the same, to be put off or ended. */
export function BackByPage() {
  const { phone, now } = useApp()
  const { petition } = useGathering().membership
  const found = useLiveQuery(
    async () => ({ plan: await readWalkPlan(phone.db, petition, now()) }),
    [phone.db, petition, now],
  )
  if (!found) return null
  return found.plan ? <Planned plan={found.plan} /> : <NotPlanned />
}

const back = { href: '/session', label: sessionText.title }

function Planned({ plan }: { plan: WalkPlan }) {
  const { phone, now } = useApp()
  const { petition, title } = useGathering().membership
  const number = useBuddy(plan)
  const time = timeText(plan.backAt, now())

  return (
    <Screen
      title={text.title}
      back={back}
      action={
        <>
          <Button
            wide
            onClick={() => void putOffWalkPlan(phone.db, petition, plan.backAt + LATER_MINUTES * MINUTE_MS)}
          >
            {text.laterBy(LATER_MINUTES)}
          </Button>
          <Button variant="primary" wide onClick={() => void forgetWalkPlan(phone.db, petition)}>
            {text.back}
          </Button>
        </>
      }
    >
      <p className={layout.lead} role="status">
        {text.until(time)}
      </p>
      <p>{text.honest}</p>
      <MessageLinks label={text.tell} message={text.beforeMessage(time, title)} number={number} />
    </Screen>
  )
}

function NotPlanned() {
  const { phone, dice, now } = useApp()
  const { petition } = useGathering().membership
  const [time, setTime] = useState(() => clockOf(usualEnd(now())))
  const [number, setNumber] = useState('')
  const [problems, setProblems] = useState<{ time?: string; number?: string }>({})
  const [failed, setFailed] = useState(false)

  async function set(event: FormEvent) {
    event.preventDefault()
    setFailed(false)
    const backAt = nextTime(time, now())
    const typed = number.trim()
    const found = {
      ...(backAt === undefined && { time: text.timeMissing }),
      ...(typed !== '' && !isNumber(typed) && { number: text.numberWrong }),
    }
    setProblems(found)
    if (backAt === undefined || 'number' in found) return
    try {
      await keepWalkPlan(phone.db, dice, petition, { backAt, number: typed || undefined })
    } catch {
      setFailed(true)
    }
  }

  return (
    <Screen
      title={text.title}
      lead={text.lead}
      back={back}
      action={
        <Button variant="primary" wide type="submit" form={FORM}>
          {text.set}
        </Button>
      }
    >
      {failed && <Notice tone="problem">{text.notKept}</Notice>}
      <form id={FORM} className={layout.stack} onSubmit={set} noValidate>
        <TextField
          label={text.time}
          type="time"
          width="narrow"
          value={time}
          onChange={({ target }) => setTime(target.value)}
          error={problems.time}
        />
        <TextField
          label={text.number}
          hint={text.numberHint}
          optional
          type="tel"
          inputMode="tel"
          value={number}
          onChange={({ target }) => setNumber(target.value)}
          error={problems.number}
        />
      </form>
      <p>{text.honest}</p>
    </Screen>
  )
}

function usualEnd(now: Date): Date {
  const quarter = 15 * MINUTE_MS
  return new Date(Math.ceil((now.getTime() + USUAL_MS) / quarter) * quarter)
}

const clockOf = (at: Date) =>
  [at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, '0')).join(':')

/** The next time that this phone's clock shows it: today, or after midnight. Undefined of what is no time. */
function nextTime(typed: string, now: Date): number | undefined {
  const [hours, minutes] = typed.split(':').map(Number)
  if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return undefined
  const at = new Date(now)
  at.setHours(hours, minutes, 0, 0)
  if (at <= now) at.setDate(at.getDate() + 1)
  return at.getTime()
}
