/**
 * A phone beside the real one, for the same screens: its saves are marks at the doors of a street that does not exist,
 * in a database of its own that is emptied at each start and goes at the end. It has no journal, no key and no net, and
 * what somebody types stays in memory: its drafts refuse, as on a full disk.
 */
import { PhoneDatabase } from '#device/database.ts'
import type { Gathering, Phone } from '#device/phone.ts'
import type { Membership } from '#device/ports.ts'
import { createStorageWatch } from '#device/storage-watch.ts'
import { DeviceId, type DoorId, EntryId, KeyId, MemberId } from '#domain/ids.ts'
import { markAfter } from '#domain/outcome.ts'
import type { App } from '../../shared/app-context.ts'
import { PRACTICE } from './practice-id.ts'
import { practiceDoors, practicePetition, practiceStreet } from './practice-petition.ts'
import { practicePetitionText as text } from './text.ts'

export type Practice = { readonly app: App; readonly gathering: Gathering }

export const PRACTICE_DATABASE = 'petition-pack-practice'

let begun: { readonly db: PhoneDatabase; readonly practice: Promise<Practice> } | undefined

/** One for the whole of a practice, while pages and hands change. */
export function practise(parts: Pick<App, 'now' | 'dice'>): Promise<Practice> {
  if (begun === undefined) {
    const db = new PhoneDatabase(PRACTICE_DATABASE)
    begun = { db, practice: begin(db, parts) }
  }
  return begun.practice
}

export function endPractice(): void {
  void begun?.db.delete().catch(() => undefined)
  begun = undefined
}

async function begin(db: PhoneDatabase, { now, dice }: Pick<App, 'now' | 'dice'>): Promise<Practice> {
  await db.delete()
  await db.open()
  db.drafts.hook('creating', () => {
    throw new Error('what is typed in practice is kept nowhere')
  })
  await db.petitions.put(await practicePetition())
  await db.streets.put(practiceStreet)
  await db.doors.bulkPut([...practiceDoors])
  const membership = await practiceMembership(dice)
  const gathering = recordInMemory(db, membership, { now, dice })
  return { app: { ...appOver(db, gathering, now), now, dice }, gathering }
}

/** The same promises as the real one's, and nothing that outlives the practice but the doors' marks. */
function recordInMemory(
  db: PhoneDatabase,
  membership: Membership,
  { now, dice }: Pick<App, 'now' | 'dice'>,
): Gathering {
  const newId = () => EntryId.parse(dice.id())
  const mark = (door: DoorId, change: Parameters<typeof db.doors.update>[1]) =>
    db.doors.update([PRACTICE, door], change)
  const status = { phase: 'idle', last: undefined } as const

  return {
    membership,
    async knock(door, outcome) {
      await mark(door.id, { mark: markAfter(door.mark, outcome), outcome, knockedAt: now().getTime() })
      return { entry: newId(), door: door.id, before: { mark: door.mark, outcome: door.outcome } }
    },
    async describe(door) {
      await db.doors.put({ ...door, petition: PRACTICE })
      return newId()
    },
    async sign({ door }) {
      if (door) {
        const signed = { mark: markAfter(door.mark, 'signed'), outcome: 'signed' } as const
        await mark(door.id, { ...signed, knockedAt: now().getTime() })
      }
      return newId()
    },
    amend: async () => {},
    async withdraw(_, door) {
      if (door) await mark(door.id, { mark: door.mark, outcome: undefined, knockedAt: undefined })
    },
    sync: { wake: () => {}, status: () => status, subscribe: () => () => {}, stop: () => {} },
    probeKey: async () => 'offline',
    stop: () => {},
  }
}

function appOver(db: PhoneDatabase, gathering: Gathering, now: App['now']): Omit<App, 'now' | 'dice'> {
  const { membership } = gathering
  const phone: Phone = {
    db,
    watch: createStorageWatch({
      clock: { now, sleep: async () => {} },
      hasFiles: true,
      note: () => {},
    }),
    join: async () => ({ kind: 'offline' }),
    membership: async () => membership,
    memberships: async () => [membership],
    gather: () => gathering,
    renewSession: async () => false,
    recover: async () => {},
    leave: async () => ({ unsent: 0 }),
    makeBackupFile: () => Promise.reject(new Error('practice has nothing to hand in')),
  }
  const facts = { isKept: true, practiceOnly: undefined, isInstallFirst: false } as const
  return { phone, keepStorage: () => {}, whatStorageIs: async () => facts }
}

async function practiceMembership(dice: App['dice']): Promise<Membership> {
  // A membership has keys; nothing is ever sealed with these.
  const deviceKeys = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, [
    'deriveBits',
  ])
  return {
    petition: PRACTICE,
    title: text.title,
    member: MemberId.parse(dice.id()),
    name: text.volunteer,
    role: 'volunteer',
    device: DeviceId.parse(dice.id()),
    deviceKeys,
    keyId: KeyId.parse(dice.id()),
    publicKey: '',
  }
}
