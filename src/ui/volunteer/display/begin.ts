/** What the first screen does not wait for: the sign of a save that is felt and read out, and the screen that stays on. */
import { whenChoicesChange } from './choices.ts'
import { stayAwakeOnWalks } from './stay-awake.ts'
import { tellSaves } from './tell-saves.ts'

export function begin(): void {
  tellSaves()
  whenChoicesChange(stayAwakeOnWalks())
}
