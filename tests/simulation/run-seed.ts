/** One seed, one history: faults for a while, then calm, in which everything must come to rest. */
import type { Action } from './action.ts'
import { calmDown } from './calm-down.ts'
import { chainActions } from './chain-actions.ts'
import { faultActions } from './fault-actions.ts'
import { checkAlways, checkAtRest } from './invariants.ts'
import { organiserActions } from './organiser-actions.ts'
import { storageActions } from './storage-actions.ts'
import { Violation } from './violation.ts'
import { volunteerActions } from './volunteer-actions.ts'
import { createWorld, type Stage, type World } from './world.ts'

const PHASES = 3
const STEPS_A_PHASE = 55

const actions: readonly Action[] = [
  ...volunteerActions,
  ...organiserActions,
  ...storageActions,
  ...faultActions,
  ...chainActions,
]

export type History = {
  readonly seed: number
  readonly violation: { readonly rule: string; readonly text: string } | undefined
  /** The same for every run of the seed. */
  readonly hash: string
  readonly trace: readonly string[]
  readonly saved: number
}

export async function runSeed(stage: Stage, seed: number): Promise<History> {
  const world = await createWorld(stage, seed)
  let violation: History['violation']
  try {
    await live(world)
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    violation = { rule: error.rule, text: error.message }
    world.trace.note(`VIOLATION ${error.message}`)
  }
  const { trace, ledger } = world
  return { seed, violation, hash: trace.hash(), trace: trace.lines, saved: ledger.saved.size }
}

async function live(world: World): Promise<void> {
  await world.settle()
  for (let phase = 1; phase <= PHASES; phase += 1) {
    for (let step = 1; step <= STEPS_A_PHASE; step += 1) {
      const action = drawAction(world)
      world.trace.note(`${phase}.${step} ${action.name}`)
      await action.act(world)
      await world.settle()
    }
    await checkAlways(world)
  }
  await calmDown(world)
  await checkAlways(world)
  await checkAtRest(world)
}

function drawAction(world: World): Action {
  const possible = actions.filter(({ can }) => can === undefined || can(world))
  let lot = world.random.fraction() * possible.reduce((sum, { weight }) => sum + weight, 0)
  for (const action of possible) {
    lot -= action.weight
    if (lot < 0) return action
  }
  return possible[0] as Action
}
