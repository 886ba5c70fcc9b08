/** Answers `fetch` in the place of the server: the network of a component test, and nothing of our own code. */
import { afterEach, beforeEach } from 'vitest'

export type Asked = { readonly method: string; readonly path: string; readonly body: unknown }
type Answer = (asked: Asked) => unknown

/** A refusal, as the API gives it. */
export class Refused {
  readonly status: number
  readonly problem: object
  constructor(status: number, problem: object) {
    this.status = status
    this.problem = problem
  }
}

/** Sets `fetch` for each test of the file; `answer` is asked for what has no answer of its own. */
export function answerLikeTheServer() {
  const asked: Asked[] = []
  const answers = new Map<string, Answer>()
  const realFetch = globalThis.fetch

  beforeEach(() => {
    asked.length = 0
    answers.clear()
    globalThis.fetch = async (url, init = {}) => {
      const request = {
        method: init.method ?? 'GET',
        path: String(url).replace(/^\/api\/v1\/petitions\/[^/?]+/, ''),
        body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      }
      asked.push(request)
      const answer = answers.get(`${request.method} ${request.path}`)
      if (!answer) throw new TypeError(`nothing answers ${request.method} ${request.path}`)
      const reply = await answer(request)
      if (reply instanceof Refused) return Response.json(reply.problem, { status: reply.status })
      return Response.json(reply)
    }
  })
  afterEach(() => {
    globalThis.fetch = realFetch
  })

  return { asked, on: (request: string, answer: Answer) => answers.set(request, answer) }
}
