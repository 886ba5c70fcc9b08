import { keepCallBack } from '#device/call-backs.ts'
import type { Gathering, Phone } from '#device/phone.ts'
import { forgetStep, type KnockStep, rememberStep } from '../../last-step.ts'

/** The last knock first. Should one fail, those before it stay to be taken back. */
export async function takeBack({ db }: Phone, gathering: Gathering, step: KnockStep): Promise<void> {
  const left = [...step.doors]
  for (let last = left.at(-1); last; last = left.at(-1)) {
    const { door, knocked, callBack } = last
    await gathering.withdraw(knocked.entry, { ...door, mark: knocked.before.mark })
    await keepCallBack(db, door.petition, door.id, callBack).catch(() => undefined)
    left.pop()
    if (left.length > 0) rememberStep({ ...step, doors: [...left] })
    else forgetStep()
  }
}
