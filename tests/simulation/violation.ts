/** A rule that did not hold. */
export class Violation extends Error {
  readonly rule: string
  constructor(rule: string, detail: string) {
    super(`${rule} ${detail}`)
    this.rule = rule
  }
}
