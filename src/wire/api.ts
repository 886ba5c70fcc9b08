/** Every endpoint of `/api/v1`. What is not listed here does not exist. */
import * as audit from './audit.ts'
import * as backups from './backups.ts'
import * as batches from './batches.ts'
import * as board from './board.ts'
import type { Endpoint } from './endpoint.ts'
import * as imports from './imports.ts'
import * as late from './late.ts'
import * as matches from './matches.ts'
import * as members from './members.ts'
import * as petitions from './petitions.ts'
import * as roll from './roll.ts'
import * as salvage from './salvage.ts'
import * as session from './session.ts'
import * as streets from './streets.ts'
import * as sync from './sync.ts'
import * as translations from './translations.ts'
import * as tray from './tray.ts'

export const endpoints: readonly Endpoint[] = [
  session,
  sync,
  salvage,
  petitions,
  translations,
  streets,
  members,
  board,
  batches,
  late,
  tray,
  imports,
  matches,
  roll,
  audit,
  backups,
].flatMap((resource) => Object.values(resource as Record<string, unknown>).filter(isEndpoint))

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'path' in value && 'may' in value
}
