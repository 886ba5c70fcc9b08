import { restoreBackup } from '../backup/restore-backup.ts'
import { RestoreRefused } from '../backup/restore-refused.ts'
import { CannotStart } from '../cannot-start.ts'
import type { Config } from '../config.ts'
import type { Effects } from '../start-server.ts'
import { DamagedCopy } from '../store/verify-copy.ts'
import { askKitCodes } from './ask-kit-codes.ts'
import { READING, restoredText, restoreRefusedText } from './backup-text.ts'
import type { Command } from './parse-command.ts'
import { print, progressPrinter } from './print.ts'

/** `petition-pack restore FILE` */
export async function restoreCommand(
  config: Config,
  effects: Effects,
  { file, kits, masterKeyFile, acceptLoss, force }: Extract<Command, { name: 'restore' }>,
): Promise<void> {
  try {
    const restored = await restoreBackup(config, effects, {
      file,
      masterKeyFile,
      acceptLoss,
      force,
      kitCodes: (petitions) => askKitCodes(kits, process.env.RECOVERY_KIT, petitions),
      progress: progressPrinter(READING),
    })
    print(restoredText(restored))
  } catch (error) {
    if (error instanceof RestoreRefused) {
      throw new CannotStart(restoreRefusedText(error.reason, file, config.dataDir))
    }
    if (error instanceof DamagedCopy) {
      throw new CannotStart(restoreRefusedText({ kind: 'damaged' }, file, config.dataDir))
    }
    throw error
  }
}
