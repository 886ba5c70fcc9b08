/** The server, or the database under it, is killed before, in and after the commit of a push. */
import pg from 'pg'
import type { Fault } from './fault.ts'
import type { Field, Lab } from './lab/lab.ts'
import { type Answer, isPush, straight } from './lab/link.ts'
import { fillForm, newResident, openForm, pressSign, waitUntilSaved } from './lab/screens.ts'
import type { Phone } from './lab/volunteer.ts'
import { pause } from './lab/weather.ts'

const MOMENTS = ['before the commit', 'in the commit', 'after the commit'] as const
const BLOWS = {
  libsql: ['server'],
  postgres: ['server', 'postmaster', 'backends'],
} as const

export const x07: Fault = {
  id: 'X7',
  title: 'server or database killed',
  proves: 'S1 S2 S4',
  stores: 'each',
  trials: 9,
  async run(lab, trials) {
    const field = await lab.openField()
    const phone = await field.joinedPhone()
    phone.tab.work(10)
    for (let trial = 0; trial < trials; trial += 1) {
      const blows = BLOWS[lab.store]
      const blow = blows[Math.floor(trial / MOMENTS.length) % blows.length] ?? 'server'
      await strike(lab, field, MOMENTS[trial % MOMENTS.length] ?? 'in the commit', blow)
    }
    await phone.tab.rest()
    await signWithoutServer(field, phone)
    await field.reckon([phone])
  },
}

/** On the real screens, with the page already open: a resident notices nothing. */
async function signWithoutServer(field: Field, phone: Phone): Promise<void> {
  const resident = newResident()
  const form = await openForm(phone, field, 0)
  await field.server.kill()
  await fillForm(form, resident)
  await pressSign(form)
  await waitUntilSaved(form, field, resident)
  await field.server.start()
}

type Blow = (typeof BLOWS)[keyof typeof BLOWS][number]

/** Waits for the next push that carries something, strikes, and brings up again what was struck. */
async function strike(lab: Lab, field: Field, moment: (typeof MOMENTS)[number], blow: Blow): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let isStruck = false
    field.link.way = async (asked, forward): Promise<Answer> => {
      if (isStruck || !isPush(asked)) return straight(asked, forward)
      isStruck = true
      const reply = moment === 'before the commit' ? undefined : forward()
      reply?.catch(() => undefined)
      if (moment === 'in the commit') await pause(lab.dice.below(12))
      // Where the server did not answer, it was struck all the same.
      if (moment === 'after the commit') await reply?.catch(() => undefined)
      deal(field, blow).then(resolve, reject)
      return { is: 'broken' }
    }
  })
  if (blow === 'server') await field.server.start()
  if (blow === 'postmaster') await field.postgres?.start()
  const isUp = await fetch(`${field.server.url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  )
  lab.must(isUp, `S4 a server outlives its database (${blow}): ${field.server.stderr().slice(-500)}`)
  if (!isUp) await field.server.start()
}

async function deal({ server, postgres, place }: Field, blow: Blow): Promise<void> {
  switch (blow) {
    case 'server':
      return server.kill()
    case 'postmaster':
      return postgres?.kill()
    case 'backends': {
      const client = new pg.Client({ connectionString: place.databaseUrl })
      await client.connect()
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
      )
      await client.end()
    }
  }
}
