/** What captains and organisers read of other people's phones. */
import { countText, instantText } from './value-text.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const ANOTHER_YEAR_MS = 300 * DAY_MS

const timeOf = (at: number) => instantText(new Date(at).toISOString())

export const phoneHealthText = {
  needsHelp: 'Needs help',
  allWell: 'Nothing to do',
  notSaid: 'Not known yet',
  cannotSave:
    'It can’t save at the moment. Call them: close the app, open it again, and use paper until then.',
  waitsLong: (since: number) =>
    `What it saved since ${timeOf(since)} is not sent. Call them: open the app on Wi-Fi, and wait until everything is sent.`,
  notHeard: 'It holds signatures and has not been heard for days. Call them: open the app on Wi-Fi.',
  lost: (at: number, broughtBack: number) =>
    `Its browser lost a part of its storage on ${timeOf(at)}. ${countText(broughtBack, 'entry was', 'entries were')} brought back. Ask them what “How this phone keeps names” says.`,
  failed: (at: number) =>
    `One of its two places for names stopped working on ${timeOf(at)}. Ask them to send soon, and to close the app and open it again.`,
  twoCopies: 'keeps names in two places',
  oneCopy: 'keeps names in one place',
  clock: (offsetMs: number) => {
    const away = Math.abs(offsetMs)
    if (away > ANOTHER_YEAR_MS) return 'its clock shows another year'
    const by =
      away < HOUR_MS
        ? countText(Math.round(away / MINUTE_MS), 'minute', 'minutes')
        : away < DAY_MS
          ? countText(Math.round(away / HOUR_MS), 'hour', 'hours')
          : countText(Math.round(away / DAY_MS), 'day', 'days')
    return `its clock is ${by} ${offsetMs > 0 ? 'fast' : 'slow'}`
  },
}
