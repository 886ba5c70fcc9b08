import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import { forgetOverWalkPlan, forgetWalkPlan, putOffWalkPlan, readWalkPlan } from '#device/walk-plan.ts'
import { useApp } from '../../shared/app-context.ts'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import { useGathering } from '../gathering.ts'
import layout from '../layout.module.css'
import { timeText } from '../text.ts'
import { MessageLinks } from './message-links.tsx'
import { checkInText as text } from './text.ts'
import { useBuddy } from './use-buddy.ts'

const ASK_AGAIN_MINUTES = 20
const MINUTE_MS = 60_000

/**
 * On every screen of a volunteer, and on none of a resident's: when the time has come, asks whether they are all right.
 * No answer is no "yes": it asks again.
 */
export function CheckIn() {
  const { phone, now } = useApp()
  const { petition } = useGathering().membership
  const plan = useLiveQuery(() => readWalkPlan(phone.db, petition, now()), [phone.db, petition, now])
  const isDue = useIsDue(plan?.backAt, now)
  const buddy = useBuddy(plan)

  useEffect(() => {
    void forgetOverWalkPlan(phone.db, petition, now()).catch(() => undefined)
  }, [phone.db, petition, now])

  useEffect(() => {
    if (isDue) void notify()
  }, [isDue])

  const time = plan ? timeText(plan.backAt, now()) : ''
  return (
    <ConfirmDialog
      isOpen={isDue}
      title={text.title}
      confirmLabel={text.back}
      cancelLabel={text.later(ASK_AGAIN_MINUTES)}
      onConfirm={() => void forgetWalkPlan(phone.db, petition)}
      onCancel={() =>
        void putOffWalkPlan(phone.db, petition, now().getTime() + ASK_AGAIN_MINUTES * MINUTE_MS)
      }
    >
      <div className={layout.stack}>
        <p>{text.words(time)}</p>
        <MessageLinks label={text.write} message={text.lateMessage(time)} number={buddy} />
      </div>
    </ConfirmDialog>
  )
}

/** One timer, and a look whenever the screen comes back: a phone in a pocket stops timers. */
function useIsDue(backAt: number | undefined, now: () => Date): boolean {
  const [, lookAgain] = useState(0)
  const isDue = backAt !== undefined && now().getTime() >= backAt

  useEffect(() => {
    if (backAt === undefined || isDue) return
    const look = () => lookAgain((times) => times + 1)
    const timer = setTimeout(look, backAt - now().getTime())
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [backAt, isDue, now])

  return isDue
}

/** Behind another app, and only where notifications were allowed already: nobody is asked for that. */
async function notify(): Promise<void> {
  if (document.visibilityState === 'visible' || !('Notification' in window)) return
  if (Notification.permission !== 'granted') return
  const worker = await navigator.serviceWorker?.getRegistration()
  await worker?.showNotification(text.title, { tag: 'back-by' }).catch(() => undefined)
}
