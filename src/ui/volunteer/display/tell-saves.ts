/** Says and lets feel that something is saved, whichever page comes next. What is seen of it is in the bar of the last step. */
import { doorText } from '#domain/door.ts'
import { type KnockStep, type SignatureStep, useLastStep } from '../last-step.ts'
import { undoText as text } from '../streets/text.ts'
import { doorsText } from '../text.ts'
import { vibrate } from './vibrate.ts'

type Step = KnockStep | SignatureStep | undefined

/** Long enough to be read out; then nobody who reads the page through finds it. */
const SAID_MS = 5_000

export function tellSaves(): void {
  const place = liveRegion()
  let timer: ReturnType<typeof setTimeout>
  const say = (words: string) => {
    clearTimeout(timer)
    place.textContent = words
    timer = setTimeout(() => place.replaceChildren(), SAID_MS)
  }
  useLastStep.subscribe(({ step }, { step: before }) => {
    if (step === undefined || isPartlyUndone(step, before)) return
    if (step.kind === 'signature') {
      // A correction of what was felt before is a short one.
      if (before?.kind === 'signature' && before.entry === step.entry) vibrate(30)
      else vibrate(80, 60, 160)
      // The resident's own page says it, in their language.
      return say('')
    }
    vibrate(30)
    say(`${text.knock(doorsOf(step), step.outcome)}. ${text.saved}.`)
  })
}

const doorsOf = ({ doors }: KnockStep) =>
  doors.length === 1 && doors[0] ? doorText(doors[0].door.label) : doorsText(doors.length)

/** What is left to be taken back of several doors was saved before. */
const isPartlyUndone = (step: Step, before: Step): boolean =>
  step?.kind === 'knock' &&
  before?.kind === 'knock' &&
  before.doors[0]?.knocked.entry === step.doors[0]?.knocked.entry

/** It has to be there before its words are: a region that comes with its words is not read out by every screen reader. */
function liveRegion(): HTMLElement {
  const region = document.createElement('div')
  region.setAttribute('role', 'status')
  region.className = 'only-read-out'
  document.body.append(region)
  return region
}
