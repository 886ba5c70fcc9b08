import type { ProblemCode } from '#wire/problem.ts'

/** Ends a request with a problem that the screens can explain. Anything else that is thrown is a fault of ours: 500. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ProblemCode
  /** Path in the body to the key of a message. */
  readonly fields: Readonly<Record<string, string>> | undefined

  constructor(code: ProblemCode, fields?: Readonly<Record<string, string>>) {
    super(`refused: ${code}`)
    this.code = code
    this.fields = fields
  }
}
