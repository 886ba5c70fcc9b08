/** A volunteer who gathers at the speed of the machine, in any engine: the page of the fault lab on a person's phone. */
import { createServer } from 'node:http'
import type { Told, VolunteerPort } from '../../faults/page/volunteer-port.ts'
import type { Engine } from '../../tools/engines/engine.ts'
import type { Screen } from '../../tools/engines/screen.ts'
import { freePort } from '../../tools/free-port.ts'
import { createPerson } from './person.ts'

export type Gatherer = {
  /** The page of the fast volunteer, in one more tab unless it is the first since the start. */
  openTab(): Promise<Tab>
  /** An empty battery, and a cold start. */
  killAndRestart(): Promise<void>
  leave(): Promise<void>
}

export type Tab = Pick<
  VolunteerPort,
  'open' | 'join' | 'gather' | 'work' | 'rest' | 'save' | 'settle' | 'look'
> & {
  readonly screen: Screen
}

export async function createGatherer(
  engine: Engine,
  home: string,
  hear: (told: Told) => void,
): Promise<Gatherer> {
  const person = await createPerson(engine, home)
  const ear = await listen(hear)
  let hasFirst = false
  return {
    async openTab() {
      const screen = hasFirst ? await person.newPage() : person.page()
      hasFirst = true
      await screen.goto(`${home}/lab/lab.html`)
      while (!(await screen.evaluate(() => 'volunteer' in window))) await pause(50)
      await screen.evaluate((url) => {
        // Another origin than the phone's, so that no weather on the way to the server touches it.
        const tellTest = async (told: Told) => {
          await fetch(url, { method: 'POST', mode: 'no-cors', body: JSON.stringify(told) })
        }
        Object.assign(window, { tellTest })
      }, ear.url)
      return tabOf(screen)
    },
    async killAndRestart() {
      await person.killAndRestart()
      hasFirst = false
    },
    async leave() {
      await person.leave()
      await ear.close()
    },
  }
}

async function listen(hear: (told: Told) => void): Promise<{ url: string; close(): Promise<void> }> {
  const port = await freePort()
  const http = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request.setEncoding('utf8')) text += chunk
    // A browser that is killed may have sent half a word.
    if (request.complete) hear(JSON.parse(text))
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => http.listen(port, 'localhost', resolve))
  return {
    url: `http://localhost:${port}/told`,
    close: () => {
      http.closeAllConnections()
      return new Promise((resolve) => http.close(() => resolve()))
    },
  }
}

/** A page that is killed while it works answers nothing: whoever kills it expects that. */
const tabOf = (screen: Screen): Tab => ({
  screen,
  open: () => screen.evaluate(() => window.volunteer.open()),
  join: (code) => screen.evaluate((given) => window.volunteer.join(given), code),
  gather: () => screen.evaluate(() => window.volunteer.gather()),
  work: (pauseMs) => void screen.evaluate((ms) => window.volunteer.work(ms), pauseMs).catch(() => undefined),
  rest: () => screen.evaluate(() => window.volunteer.rest()),
  save: (count) => screen.evaluate((n) => window.volunteer.save(n), count),
  settle: (ms) => screen.evaluate((time) => window.volunteer.settle(time), ms),
  look: () => screen.evaluate(() => window.volunteer.look()),
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
