/** What was typed and what was saved is looked for on the phone's disk, on the server's, and in its log. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from './fault.ts'
import { CONTROL_STREET } from './lab/petition.ts'
import { fillForm, newResident, openForm, pressSign, waitUntilSaved } from './lab/screens.ts'
import { pause } from './lab/weather.ts'

const DRAFT_KEPT_MS = 1_500

export const x17: Fault = {
  id: 'X17',
  title: 'secrets on disks and in logs',
  proves: 'P1 P2',
  stores: 'each',
  trials: 3,
  async run(lab, trials) {
    const field = await lab.openField({ env: { LOG_LEVEL: 'trace' } })
    const phone = await field.joinedPhone()
    const secrets = new Set<string>()
    for (let trial = 0; trial < trials; trial += 1) {
      await phone.tab.save(20)
      const [signed, halfTyped] = [newResident(), newResident()]
      const form = await openForm(phone, field, 2 * trial)
      await fillForm(form, signed)
      await pressSign(form)
      await waitUntilSaved(form, field, signed)
      const other = await openForm(phone, field, 2 * trial + 1)
      await fillForm(other, halfTyped)
      await pause(DRAFT_KEPT_MS)
      for (const name of [signed, halfTyped]) secrets.add(name)
      await phone.kill()

      for (const { deed } of field.ledger.saved) if (deed.kind === 'sign') secrets.add(deed.mark)
      const phoneDisk = read(phone.browser.profile)
      lab.must(
        finds(phoneDisk, [CONTROL_STREET]).length > 0,
        'the street, which is in clear, is found on the phone',
      )
      for (const found of finds(phoneDisk, [...secrets])) lab.must(false, `P1 on the phone: ${found}`)
      await phone.openTab()
    }
    await field.reckon([phone])

    const serverDisk = read(field.postgres?.directory ?? field.place.dataDir)
    lab.must(
      finds(serverDisk, [CONTROL_STREET]).length > 0,
      'the street, which is in clear, is found on the server',
    )
    for (const found of finds(serverDisk, [...secrets])) lab.must(false, `P2 on the server: ${found}`)
    const log = [field.server.stdout(), field.server.stderr(), field.postgres?.log() ?? ''].join('\n')
    lab.must(/"level"/.test(log), 'the server wrote its log')
    for (const found of finds([{ name: 'log', bytes: Buffer.from(log) }], [...secrets, CONTROL_STREET])) {
      lab.must(false, `P1 in the log: ${found}`)
    }
    lab.note(`${secrets.size} names looked for`)
  },
}

type Written = { readonly name: string; readonly bytes: Buffer }

function read(directory: string): Written[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const file = join(parentPath, name)
      return { name: file.slice(directory.length), bytes: readFileSync(file) }
    })
}

/** As text, as browsers keep strings, as an address shows them, and as base64 at any place of its three. */
function finds(written: readonly Written[], words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const shapes = [
      Buffer.from(word),
      Buffer.from(word, 'utf16le'),
      Buffer.from(encodeURIComponent(word)),
      ...[0, 1, 2].map((place) => Buffer.from(innerBase64(word, place))),
    ]
    const where = written.filter(({ bytes }) => shapes.some((shape) => bytes.includes(shape)))
    return where.map(({ name }) => `a name in ${name}`)
  })
}

/** The letters that do not depend on what stands before and after. */
const innerBase64 = (word: string, place: number) =>
  Buffer.concat([Buffer.alloc(place), Buffer.from(word)])
    .toString('base64')
    .slice(place === 0 ? 0 : 4, -4)
