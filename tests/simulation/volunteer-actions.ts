/** What volunteers do on a doorstep, and how they go on when the screen says that it was not saved. */
import type { NewEntry } from '#device/journal.ts'
import type { SaveEffects } from '#device/ports.ts'
import { DoorId, EntryId, type StreetId } from '#domain/ids.ts'
import { markAfter, Outcome } from '#domain/outcome.ts'
import type { Personal } from '#domain/personal.ts'
import type { Action } from './action.ts'
import type { Intention } from './ledger.ts'
import type { SimPhone } from './sim-phone.ts'
import type { SimTab } from './sim-tab.ts'
import type { World } from './world.ts'

type Failed = {
  readonly tab: SimTab
  readonly intention: Intention
  readonly entry: NewEntry
  readonly effects: Effects
}
type Effects = (id: EntryId) => SaveEffects

/** What a screen said was not saved, and the form that still stands there. */
const failures = new WeakMap<World, Failed[]>()

function failedIn(world: World): Failed[] {
  const known = failures.get(world) ?? []
  failures.set(world, known)
  return known
}

function save(world: World, tab: SimTab, intention: Intention, entry: NewEntry, effects: Effects): void {
  world.trace.note(`  ${tab.name} saves ${entry.kind} of wish ${intention.number}`)
  tab.gathering?.journal.save(entry, effects).then(
    ({ id }) => {
      world.trace.note(`  ${tab.name} says "saved" to wish ${intention.number}`)
      world.ledger.save(intention, id)
      tab.gathering?.sync.wake()
    },
    (error: Error) => {
      world.trace.note(`  ${tab.name} says "not saved" to wish ${intention.number}: ${error.message}`)
      failedIn(world).push({ tab, intention, entry, effects })
    },
  )
}

const gatheringPhones = ({ phones }: World) => phones.filter(({ tabs }) => tabs.some(canGather))
const canGather = ({ isFrozen, gathering }: SimTab) => !isFrozen && gathering !== undefined
const someTab = (world: World, phone: SimPhone) => world.random.pick(phone.tabs.filter(canGather))

/** A door that the phone shows, now and then one that somebody just put there and the server has not heard of. */
function doorOf(
  world: World,
  phone: SimPhone,
): { id: DoorId; street: StreetId; mark: 'to-visit' | 'done' | 'do-not-knock' } {
  const shown = phone.doors()
  if (shown.length > 0 && !world.random.chance(0.05)) return world.random.pick(shown)
  const { street } = world.random.pick(world.setup.doors)
  const id = world.random.chance(0.5) ? world.random.pick(world.setup.doors).id : DoorId.parse(world.newId())
  const known = world.setup.doors.find((door) => door.id === id)
  if (known === undefined) world.unknownDoors.push({ id, street })
  return { id, street: known?.street ?? street, mark: 'to-visit' }
}

const outcomes = Outcome.options.filter((outcome) => outcome !== 'signed')

function knock(world: World): void {
  const phone = world.random.pick(gatheringPhones(world))
  const tab = someTab(world, phone)
  const door = doorOf(world, phone)
  const outcome = world.random.pick(outcomes)
  const intention = world.ledger.intend({ phone: phone.name, name: '', kind: 'knock', isSpoilt: false })
  const entry: NewEntry = { kind: 'knock', street: door.street, door: door.id, outcome }
  save(world, tab, intention, entry, (id) => ({
    door: { id: door.id, mark: markAfter(door.mark, outcome), outcome, entry: id },
  }))
}

function sign(world: World): void {
  const { random, ledger, setup } = world
  const phone = random.pick(gatheringPhones(world))
  const tab = someTab(world, phone)
  const door = random.chance(0.85) ? doorOf(world, phone) : undefined
  const street = door?.street ?? random.pick(setup.streets)
  const isSpoilt = random.chance(0.06)
  const isDrawn = random.chance(0.15)
  const name = `${isSpoilt ? '=' : ''}Person ${ledger.intentions.length + 1}`
  const intention = ledger.intend({ phone: phone.name, name, kind: 'sign', isSpoilt })
  const entry: NewEntry = {
    kind: 'sign',
    street,
    door: door?.id,
    outcome: 'signed',
    method: isDrawn ? 'drawn' : 'typed',
    wording: setup.wording,
    personal: personalOf(name, isDrawn),
  }
  save(world, tab, intention, entry, (id) =>
    door === undefined
      ? {}
      : { door: { id: door.id, mark: markAfter(door.mark, 'signed'), outcome: 'signed', entry: id } },
  )
}

const personalOf = (name: string, isDrawn: boolean): Personal => ({
  name,
  address: '1 Nowhere Crescent',
  postcode: 'ZE1 0QF',
  connection: 'live',
  ...(isDrawn ? { ink: { height: 400, strokes: 'SQUIGGLESQUIGGLE' } } : {}),
})

/** A signature that this device gathered, and was told of. One that lost its keys is another, and may not change it (A1). */
function ownSignature(world: World, phone: SimPhone, { gathering }: SimTab): Intention | undefined {
  const { intentions, written } = world.ledger
  const device = gathering?.membership.device
  const own = intentions.filter(
    (each) =>
      each.phone === phone.name && each.kind === 'sign' && written.get(each.saved ?? '')?.device === device,
  )
  return own.length === 0 ? undefined : world.random.pick(own)
}

function change(world: World, kind: 'amend' | 'withdraw'): void {
  const { random, ledger, setup } = world
  const phone = random.pick(gatheringPhones(world))
  const tab = someTab(world, phone)
  const signature = ownSignature(world, phone, tab)
  if (signature?.saved === undefined) return
  const intention = ledger.intend({
    phone: phone.name,
    name: signature.name,
    kind,
    isSpoilt: signature.isSpoilt,
  })
  const ref = EntryId.parse(signature.saved)
  const entry: NewEntry =
    kind === 'withdraw'
      ? { kind, ref }
      : {
          kind,
          ref,
          street: random.pick(setup.streets),
          personal: personalOf(`${signature.name} amended ${intention.number}`, false),
        }
  save(world, tab, intention, entry, () => ({}))
}

/** The form still stands there, and its button is pressed once more. */
function tryAgain(world: World): void {
  const failed = failedIn(world)
  const at = failed.findIndex(({ tab }) => tab.isAlive && !tab.isFrozen)
  const [again] = at < 0 ? [] : failed.splice(at, 1)
  if (again !== undefined) save(world, again.tab, again.intention, again.entry, again.effects)
}

const can = (world: World) => gatheringPhones(world).length > 0

export const volunteerActions: readonly Action[] = [
  { name: 'sign', weight: 16, can, act: sign },
  { name: 'knock', weight: 8, can, act: knock },
  { name: 'amend', weight: 3, can, act: (world) => change(world, 'amend') },
  { name: 'withdraw', weight: 3, can, act: (world) => change(world, 'withdraw') },
  { name: 'try again', weight: 6, can: (world) => failedIn(world).length > 0, act: tryAgain },
]
