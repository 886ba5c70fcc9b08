/**
 * The codes of recovery kits are secrets. Arguments are seen by everybody on
 * the machine, so codes may also come in RECOVERY_KIT, on standard input, one a
 * line, or be typed, and then they are not shown.
 */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { askKitText } from './backup-text.ts'

export async function askKitCodes(
  given: readonly string[],
  environment: string | undefined,
  petitions: readonly string[],
): Promise<readonly string[]> {
  if (given.length > 0) return given
  const inEnvironment = codesIn(environment ?? '')
  if (inEnvironment.length > 0) return inEnvironment
  return process.stdin.isTTY ? typed(petitions) : piped()
}

async function piped(): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: process.stdin })) lines.push(line)
  return codesIn(lines.join('\n'))
}

async function typed(petitions: readonly string[]): Promise<readonly string[]> {
  const silent = new Writable({ write: (_, __, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 })
  const codes: string[] = []
  for (const title of petitions) {
    process.stderr.write(askKitText(title))
    codes.push(await new Promise<string>((answer) => terminal.question('', answer)))
    process.stderr.write('\n')
  }
  terminal.close()
  return codes
}

/** A code may be written in groups, so only lines and commas part two. */
const codesIn = (text: string) =>
  text
    .split(/[\n,;]/)
    .map((code) => code.trim())
    .filter((code) => code !== '')
