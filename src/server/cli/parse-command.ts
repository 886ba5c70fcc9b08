import { parseArgs } from 'node:util'
import { CannotStart } from '../cannot-start.ts'

export type Command =
  | { readonly name: 'help' | 'serve' | 'demo' | 'organiser-link' | 'backups' }
  | { readonly name: 'backup'; readonly to: string | undefined }
  | {
      readonly name: 'restore'
      readonly file: string
      readonly kits: readonly string[]
      readonly masterKeyFile: string | undefined
      readonly acceptLoss: boolean
      readonly force: boolean
    }

/** Throws `CannotStart` where the command is none of ours. */
export function parseCommand(args: readonly string[]): Command {
  const [first = '', ...rest] = args
  if (args.includes('--help') || args.includes('-h')) return { name: 'help' }
  try {
    switch (first) {
      case 'demo':
      case 'backups':
        parseArgs({ args: rest })
        return { name: first }
      case 'backup':
        return {
          name: 'backup',
          to: parseArgs({ args: rest, options: { to: { type: 'string' } } }).values.to,
        }
      case 'restore':
        return restoreFrom(rest)
      default: {
        const { values } = parseArgs({ args: [...args], options: { 'organiser-link': { type: 'boolean' } } })
        return { name: values['organiser-link'] ? 'organiser-link' : 'serve' }
      }
    }
  } catch (error) {
    if (error instanceof CannotStart) throw error
    // What follows may be a code, so it is not repeated.
    const what = rest.length === 0 ? `"${first}"` : `"${first}" with what follows it`
    throw new CannotStart(`${what} is not a command of Petition Pack. Run it with --help to see them.`)
  }
}

function restoreFrom(args: string[]): Command {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      kit: { type: 'string', multiple: true },
      'master-key': { type: 'string' },
      'accept-loss': { type: 'boolean' },
      force: { type: 'boolean' },
    },
  })
  const [file] = positionals
  if (file === undefined || positionals.length > 1) {
    throw new CannotStart(
      'Say which backup to restore: petition-pack restore FILE. "petition-pack backups" lists them.',
    )
  }
  return {
    name: 'restore',
    file,
    kits: values.kit ?? [],
    masterKeyFile: values['master-key'],
    acceptLoss: values['accept-loss'] ?? false,
    force: values.force ?? false,
  }
}
