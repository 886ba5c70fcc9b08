/**
 * A volunteer who gathers at the speed of the machine: the phone's own modules,
 * put together by the app's own composition, without the screens. A save is
 * told to the test only after its promise resolved.
 */
import type { DoorRow } from '#device/database.ts'
import type { Gathering, Phone } from '#device/phone.ts'
import { readStreetsPage } from '#device/reads.ts'
import { unsentIds } from '#device/store/entries.ts'
import type { PetitionId, Sha256 } from '#domain/ids.ts'
import type { Outcome } from '#domain/outcome.ts'
import { openPhone } from '../../../src/ui/open-phone.ts'
import type { Deed, VolunteerPort } from './volunteer-port.ts'

const OUTCOMES = ['no-answer', 'call-back', 'cannot-get-in'] as const satisfies readonly Outcome[]
const SETTLE_LOOK_MS = 250
const RECOVERY_MS = 10_000

let opened: Promise<{ readonly phone: Phone; readonly start: string }> | undefined
let gathering: Gathering | undefined
let working: Promise<void> | undefined
let isResting = true
let deeds = 0

const phoneOf = async () => {
  opened ??= openPhone().then(({ phone, dice }) => ({ phone, start: dice.id().slice(-12) }))
  return opened
}

const present = (): Gathering => {
  if (gathering === undefined) throw new Error('the volunteer gathers')
  return gathering
}

async function gather(): Promise<'member' | 'member again' | 'nobody'> {
  const { phone } = await phoneOf()
  const isUnknownHere = (await phone.memberships()).length === 0
  const hasEntries = (await phone.db.entries.count()) > 0
  for (let waited = 0; waited <= RECOVERY_MS; waited += 100) {
    const [membership] = await phone.memberships()
    if (membership !== undefined) {
      gathering ??= phone.gather(membership)
      gathering.sync.wake()
      return isUnknownHere ? 'member again' : 'member'
    }
    if (!hasEntries) return 'nobody'
    await pause(100)
  }
  return 'nobody'
}

/** As a screen holds them, whatever becomes of the database under it. */
type Walk = { readonly doors: readonly DoorRow[]; readonly wording: Sha256 }

let walk: Promise<Walk> | undefined

function walkOf(phone: Phone, petition: PetitionId): Promise<Walk> {
  walk ??= readWalk(phone, petition)
  return walk
}

async function readWalk(phone: Phone, petition: PetitionId): Promise<Walk> {
  for (;;) {
    const doors = await phone.db.doors
      .where('[petition+id]')
      .between([petition, ''], [petition, '\uffff'])
      .toArray()
    const wording = (await phone.db.petitions.get(petition))?.wordings.at(-1)
    if (doors.length > 0 && wording !== undefined) return { doors, wording: wording.hash }
    await pause(50)
  }
}

/** Two signatures to one knock. */
async function saveOne({ doors, wording }: Walk): Promise<boolean> {
  const { phone, start } = await phoneOf()
  deeds += 1
  const door = doors[deeds % doors.length]
  if (door === undefined) throw new Error('there is a door')
  const deed: Deed = {
    mark: `Resident ${start} ${deeds}`,
    kind: deeds % 3 === 0 ? 'knock' : 'sign',
    door: door.id,
  }
  await window.tellTest({ is: 'tried', deed })
  const begun = performance.now()
  try {
    const id =
      deed.kind === 'knock'
        ? (await present().knock(door, OUTCOMES[deeds % OUTCOMES.length] ?? 'no-answer')).entry
        : await present().sign({
            street: door.street,
            door,
            method: 'typed',
            wording,
            personal: {
              name: deed.mark,
              address: '1001 High Street',
              postcode: 'RM10 8ZZ',
              connection: 'live',
            },
          })
    await window.tellTest({ is: 'saved', deed, id, failing: phone.watch.status().failing })
    return true
  } catch {
    await window.tellTest({ is: 'not-saved', deed, afterMs: performance.now() - begun })
    return false
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const volunteer: VolunteerPort = {
  async open() {
    await phoneOf()
  },

  async join(code) {
    const { phone } = await phoneOf()
    const outcome = await phone.join(code, 'Chrome on Android')
    if (outcome.kind !== 'joined') throw new Error(`did not join: ${JSON.stringify(outcome)}`)
    await gather()
    await walkOf(phone, present().membership.petition)
  },

  gather,

  work(pauseMs) {
    isResting = false
    working = (async () => {
      const { phone } = await phoneOf()
      const around = await walkOf(phone, present().membership.petition)
      while (!isResting) {
        await saveOne(around)
        if (pauseMs > 0) await pause(pauseMs)
      }
    })()
  },

  async rest() {
    isResting = true
    await working
  },

  async save(count) {
    const { phone } = await phoneOf()
    const around = await walkOf(phone, present().membership.petition)
    let saved = 0
    for (let n = 0; n < count; n += 1) saved += Number(await saveOne(around))
    return saved
  },

  wake: () => present().sync.wake(),

  async settle(ms) {
    const { phone } = await phoneOf()
    const { petition } = present().membership
    const until = performance.now() + ms
    for (;;) {
      const left = (await unsentIds(phone.db, petition)).length
      if (left === 0 || performance.now() > until) return left
      if (present().sync.status().phase !== 'passing') present().sync.wake()
      await pause(SETTLE_LOOK_MS)
    }
  },

  device: async () => present().membership.device,

  async look() {
    const { phone } = await phoneOf()
    const entries = (await phone.db.entries.toArray()).map(({ id, state }) => ({ id, state }))
    const [membership] = await phone.memberships()
    const streets = membership && (await readStreetsPage(phone.db, membership.petition))
    return {
      entries,
      shownUnsent: streets?.unsent ?? 0,
      unsent: entries.filter(({ state }) => state === 'unsent').length,
      refused: entries.filter(({ state }) => state === 'refused').length,
      losses: phone.watch.status().losses,
      sync: gathering?.sync.status() ?? { phase: 'idle', last: undefined },
    }
  },
}

Object.assign(window, { volunteer })
