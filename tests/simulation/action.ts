import type { World } from './world.ts'

/** One thing that the scheduler may let happen. */
export type Action = {
  readonly name: string
  /** How often, beside the others that can happen now. */
  readonly weight: number
  readonly can?: (world: World) => boolean
  readonly act: (world: World) => void | Promise<void>
}
