/** A hostile way to the server: what a bad link, a proxy and a hotel's Wi-Fi do to requests and replies. */
import type { Seeded } from '#server/demo/seeded.ts'
import { type Answer, type Asked, isPush, page, type Reply, type Way } from './link.ts'

export const WEATHERS = [
  'twice',
  'late',
  'repeated-later',
  'request-lost',
  'reply-lost',
  'reply-cut',
  'reply-shortened',
  'reply-of-before',
  'captive',
  'captive-json',
  'bad-gateway',
  'busy',
] as const
export type Weather = (typeof WEATHERS)[number]

export type Storm = {
  readonly way: Way
  /** How often each was met. */
  readonly met: ReadonlyMap<Weather, number>
  /** Sends what it still means to repeat. */
  settle(): Promise<void>
}

/** What a pass begins with mostly gets through, or no push would ever meet the weather. */
const FAIR = { push: 0.2, other: 0.7 }

export function createStorm(dice: Seeded): Storm {
  const met = new Map<Weather, number>()
  const deck: Weather[] = []
  const later = new Set<Promise<unknown>>()
  let before: Reply | undefined

  const way: Way = async (asked, forward) => {
    if (dice.chance(isPush(asked) ? FAIR.push : FAIR.other)) return remember(await forward())
    const weather = draw()
    met.set(weather, (met.get(weather) ?? 0) + 1)
    return meet(weather, asked, forward)
  }

  /** From a shuffled deck, so that every kind comes as often as another. */
  function draw(): Weather {
    if (deck.length === 0) {
      deck.push(...WEATHERS)
      deck.sort(() => dice.next() - 0.5)
    }
    return deck.pop() ?? 'request-lost'
  }

  function remember(reply: Reply): Answer {
    if (reply.status === 200) before = reply
    return { is: 'whole', reply }
  }

  async function meet(weather: Weather, asked: Asked, forward: () => Promise<Reply>): Promise<Answer> {
    switch (weather) {
      case 'twice': {
        const [first] = await Promise.all([forward(), forward()])
        return remember(first)
      }
      case 'late':
        await pause(dice.below(400))
        return remember(await forward())
      case 'repeated-later': {
        const reply = await forward()
        if (isPush(asked)) {
          const repeat = pause(200 + dice.below(2_000))
            .then(forward)
            .catch(() => undefined)
          later.add(repeat)
          void repeat.finally(() => later.delete(repeat))
        }
        return remember(reply)
      }
      case 'request-lost':
        return { is: 'broken' }
      case 'reply-lost':
        await forward()
        return { is: 'broken' }
      case 'reply-cut':
        return { is: 'cut', reply: await forward() }
      case 'reply-shortened': {
        const reply = await forward()
        const { 'content-encoding': _, ...headers } = reply.headers
        return {
          is: 'whole',
          reply: { ...reply, headers, body: reply.body.subarray(0, reply.body.length >> 1) },
        }
      }
      case 'reply-of-before': {
        const reply = await forward()
        return { is: 'whole', reply: before ?? reply }
      }
      case 'captive':
        return { is: 'whole', reply: page(200, '<h1>Welcome to Free Wi-Fi</h1>') }
      case 'captive-json':
        return {
          is: 'whole',
          reply: {
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: Buffer.from('{"ok":true,"receipts":[]}'),
          },
        }
      case 'bad-gateway':
        return { is: 'whole', reply: page(502, '<h1>502 Bad Gateway</h1>') }
      case 'busy':
        return {
          is: 'whole',
          reply: { status: 503, headers: { 'retry-after': '1' }, body: Buffer.alloc(0) },
        }
    }
  }

  return {
    way,
    met,
    settle: async () => {
      await Promise.all(later)
    },
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
