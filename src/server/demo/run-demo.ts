/**
 * An evening of the Dagenham campaign, played through the ordinary API on an
 * empty server: set up, 1,500 names from the web, two volunteers at the doors,
 * one of their batches accepted and one that waits.
 */
import type { Hono } from 'hono'
import { cellsByField, fullNameOf, guessMapping, signatureFields } from '#domain/column-mapping.ts'
import { readTable } from '#domain/csv-table.ts'
import { addressText, type Door } from '#domain/door.ts'
import { parseDoorRange } from '#domain/door-range.ts'
import { BatchId, DoorId, StreetId } from '#domain/ids.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { Role } from '#domain/permission.ts'
import type { Connection, Personal } from '#domain/personal.ts'
import { acceptBatch, listBatches } from '#wire/batches.ts'
import type { BodyOf } from '#wire/endpoint.ts'
import { finishImport, type ImportRow, importRows, MAX_IMPORT_ROWS, startImport } from '#wire/imports.ts'
import { inviteAgain, inviteMember } from '#wire/members.ts'
import { fixWording, makeRecoveryKit, openPetition, saveSettings, testRecoveryKit } from '#wire/petitions.ts'
import { readStreet, saveStreets } from '#wire/streets.ts'
import { createApp } from '../app.ts'
import { newId } from '../new-id.ts'
import { createPetition } from '../petitions/create-petition.ts'
import type { Server } from '../server.ts'
import { type DemoBrowser, joinBrowser } from './demo-browser.ts'
import type { DemoEffects } from './demo-effects.ts'
import { scribble } from './demo-ink.ts'
import { startDemoPhone } from './demo-phone.ts'
import { demoSettings } from './demo-settings.ts'
import { createOnlineSigners, type OnlineSigner, onlineNoticeCsv } from './online-notice-csv.ts'
import { personName } from './people.ts'
import { demoPlaces, type Place, unitOf } from './places.ts'
import { type Seeded, seeded } from './seeded.ts'

/** One fresh code for each role; each lets somebody in as the person of that name. */
export type DemoCodes = Record<Role, { readonly name: string; readonly code: string }>

const ORGANISER = 'Amara Whitlock'
const CAPTAIN = 'Colm Fennimore'
const VOLUNTEERS = ['Rita Vaitkute', 'Sunil Barua'] as const

export async function runDemo(
  server: Server,
  effects: Pick<DemoEffects, 'pass' | 'letRun'>,
): Promise<DemoCodes> {
  const demo = await openDemo(server)
  const [reede, church, oxlow, ballards] = await addPlaces(demo)
  if (!reede || !church || !oxlow || !ballards) throw new Error('the demo has four streets and more')
  await openForSigning(demo)

  const [rita, sunil] = VOLUNTEERS
  const captain = await invite(demo, 'captain', CAPTAIN, [reede, church, oxlow, ballards])
  const first = await invite(demo, 'volunteer', rita, [reede, church])
  const second = await invite(demo, 'volunteer', sunil, [oxlow, ballards])
  const neighbours = {
    first: [reede, reede].map((street, place) => neighbourAt(demo, street, 3 + 2 * place)),
    second: [oxlow, oxlow, ballards].map((street, place) => neighbourAt(demo, street, 4 + 2 * place)),
  }
  await importNotice(demo, neighbours)
  await joinBrowser(demo.app, server, captain.code, 'Firefox on Windows')

  effects.pass(30)
  await walk(demo, effects, {
    code: first.code,
    streets: [reede, church],
    met: neighbours.first,
    newSigners: 5,
    knocks: 12,
  })
  const [firstBatch] = (await demo.organiser.call(listBatches, { params: demo.params, query: {} })).batches
  await accept(demo, firstBatch?.id)
  await walk(demo, effects, {
    code: second.code,
    streets: [oxlow, ballards],
    met: neighbours.second,
    newSigners: 11,
    knocks: 21,
  })

  const codes = {
    organiser: { name: ORGANISER, code: await newCode(demo, demo.organiser.session.member) },
    captain: { name: CAPTAIN, code: await newCode(demo, captain.member) },
    volunteer: { name: rita, code: await newCode(demo, first.member) },
  }
  effects.letRun()
  return codes
}

type Demo = {
  readonly server: Server
  readonly app: Hono
  readonly dice: Seeded
  readonly organiser: DemoBrowser
  readonly params: { readonly petition: string }
}

type DemoStreet = { readonly id: StreetId; readonly place: Place; readonly doors: readonly Door[] }

async function openDemo(server: Server): Promise<Demo> {
  const app = createApp(server)
  const { code } = await server.store.transact((trx) => createPetition(server, trx, ORGANISER))
  const organiser = await joinBrowser(app, server, code, 'Chrome on Windows')
  return { server, app, dice: seeded(1), organiser, params: { petition: organiser.session.petition } }
}

async function addPlaces({ server, organiser, params }: Demo): Promise<DemoStreet[]> {
  const streets: BodyOf<typeof saveStreets>['streets'] = demoPlaces.map(({ name, postcode, doors }) => {
    const range = parseDoorRange(doors)
    if ('problem' in range) throw new Error(`the doors of ${name} are not understood`)
    return {
      id: StreetId.parse(newId(server)),
      name,
      postcode,
      doors: range.labels.map((label) => ({ id: DoorId.parse(newId(server)), label })),
    }
  })
  await organiser.call(saveStreets, { params, body: { streets } })
  const added: DemoStreet[] = []
  for (const [index, { id }] of streets.entries()) {
    const place = demoPlaces[index]
    const { doors } = await organiser.call(readStreet, { params: { ...params, street: id } })
    if (place !== undefined) added.push({ id, place, doors })
  }
  return added
}

async function openForSigning({ organiser, params }: Demo): Promise<void> {
  await organiser.call(saveSettings, { params, body: demoSettings })
  await organiser.call(fixWording, { params })
  const { code } = await organiser.call(makeRecoveryKit, { params })
  await organiser.call(testRecoveryKit, { params, body: { code } })
  await organiser.call(openPetition, { params })
}

function invite({ organiser, params }: Demo, role: Role, name: string, streets: readonly DemoStreet[]) {
  return organiser.call(inviteMember, { params, body: { name, role, streets: streets.map(({ id }) => id) } })
}

/** Who will be met at that door, and has signed on the web before. */
function neighbourAt({ dice }: Demo, { place, doors }: DemoStreet, position: number): Met {
  const door = doors[position]
  if (door === undefined) throw new Error('the street is longer than that')
  const number = door.label.number ?? 1001
  return {
    door,
    name: personName(dice),
    address: addressText(door.label, place.name),
    postcode: unitOf(place, number),
  }
}

type Met = OnlineSigner & { readonly door: Door }

async function importNotice(
  { server, organiser, params, dice }: Demo,
  { first, second }: { readonly first: readonly Met[]; readonly second: readonly Met[] },
): Promise<void> {
  // One of them gave no address on the web, so a person has to decide whether it is the same.
  const onTheWeb = [...first, ...second].map((met, index, all) =>
    index === all.length - 1 ? { ...met, address: '' } : met,
  )
  const csv = onlineNoticeCsv(dice, createOnlineSigners(dice, demoPlaces, onTheWeb))
  const table = readTable(new TextEncoder().encode(csv))
  if ('problem' in table) throw new Error(`the notice is not understood: ${table.problem}`)
  const { columns } = guessMapping(table.header, signatureFields)
  const rows: ImportRow[] = table.rows.map(({ line, cells }) => {
    const found = cellsByField(cells, columns, signatureFields)
    return { ...found, line, name: fullNameOf(found) }
  })

  const batch = BatchId.parse(newId(server))
  const at = { params: { ...params, batch } }
  await organiser.call(startImport, { ...at, body: { label: 'Online notice, to 13 September' } })
  for (let start = 0; start < rows.length; start += MAX_IMPORT_ROWS) {
    await organiser.call(importRows, { ...at, body: { rows: rows.slice(start, start + MAX_IMPORT_ROWS) } })
  }
  await organiser.call(finishImport, at)
  await organiser.call(acceptBatch, at)
}

type Walk = {
  readonly code: string
  readonly streets: readonly DemoStreet[]
  readonly met: readonly Met[]
  readonly newSigners: number
  readonly knocks: number
}

const outcomes: readonly Exclude<Outcome, 'signed'>[] = [
  'no-answer',
  'no-answer',
  'call-back',
  'declined',
  'no-answer',
  'language',
  'already-signed',
  'do-not-knock',
  'cannot-get-in',
]

/** Up one street and the next: some doors sign, at the others a knock. */
async function walk(
  demo: Demo,
  effects: Pick<DemoEffects, 'pass'>,
  { code, streets, met, newSigners, knocks }: Walk,
): Promise<void> {
  const { server, app, dice } = demo
  const phone = await startDemoPhone(server, await joinBrowser(app, server, code, 'Chrome on Android'))
  const ahead = streets.flatMap(({ place, doors }) =>
    doors
      .slice(0, Math.ceil((newSigners + knocks + met.length) / streets.length))
      .map((door) => ({ place, door })),
  )
  let toSign = newSigners
  let toKnock = knocks
  for (const { place, door } of ahead) {
    effects.pass(2)
    const neighbour = met.find((each) => each.door.id === door.id)
    const address = addressText(door.label, place.name)
    const postcode = unitOf(place, door.label.number ?? 1001)
    if (neighbour !== undefined)
      await phone.sign(door, 'typed', personal(dice, neighbour.name, address, postcode))
    else if (toSign > 0 && (toKnock === 0 || dice.chance(0.4))) {
      toSign -= 1
      const drawn = dice.chance(0.5)
      const signer = personal(dice, personName(dice), address, postcode)
      await phone.sign(door, drawn ? 'drawn' : 'typed', drawn ? { ...signer, ink: scribble(dice) } : signer)
    } else if (toKnock > 0) {
      toKnock -= 1
      await phone.knock(door, dice.pick(outcomes))
    }
  }
  await phone.push()
}

const connections: readonly Connection[] = ['live', 'live', 'live', 'live', 'work', 'study']

function personal(dice: Seeded, name: string, address: string, postcode: string): Personal {
  const base = { name, address, postcode, connection: dice.pick(connections) }
  if (!dice.chance(0.3)) return base
  const email = `neighbour${dice.below(1000)}@example.org`
  // A number from the range that is kept for drama.
  const phone = dice.chance(0.4) ? `020 7946 0${100 + dice.below(800)}` : undefined
  return {
    ...base,
    contact: { email, ...(phone === undefined ? {} : { phone }), purposes: ['result'] },
  }
}

async function accept({ organiser, params }: Demo, batch: string | undefined): Promise<void> {
  if (batch === undefined) throw new Error('the push made a batch')
  await organiser.call(acceptBatch, { params: { ...params, batch } })
}

async function newCode({ organiser, params }: Demo, member: string): Promise<string> {
  return (await organiser.call(inviteAgain, { params: { ...params, member } })).code
}
