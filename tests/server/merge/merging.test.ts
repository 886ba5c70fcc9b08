import { afterEach, describe, expect, test } from 'vitest'
import { acceptBatch } from '#server/merge/accept-batch.ts'
import { decideMatch, undoMatch } from '#server/merge/decide-match.ts'
import { undoBatch } from '#server/merge/undo-batch.ts'
import { type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'
import { startHistory } from './history.ts'

let fixture: PetitionFixture | undefined
afterEach(async () => fixture?.close())

describe('M1 merging over random histories', () => {
  test.each([1, 2, 3, 4, 5, 6])('all totals add up after every step (history %i)', async (seed) => {
    fixture = await startPetition()
    const history = await startHistory(fixture, seed)
    for (let step = 0; step < 120; step += 1) {
      await history.step()
      await history.check()
    }
  })

  test.each([11, 12, 13])('accepting and undoing a batch leaves all as it was (history %i)', async (seed) => {
    fixture = await startPetition()
    const history = await startHistory(fixture, seed)
    const { server, caller } = history
    for (let step = 0; step < 60; step += 1) {
      await history.step()
      for (const batch of (await history.waitingBatches()).slice(0, 2)) {
        await history.refresh(batch)
        const before = await history.snapshot()
        await acceptBatch(server, caller, batch)
        await history.check()
        await undoBatch(server, caller, batch)
        expect(await history.snapshot()).toEqual(before)
      }
    }
  })

  test.each([21, 22, 23])('a decision and its undoing leave all as it was (history %i)', async (seed) => {
    fixture = await startPetition()
    const history = await startHistory(fixture, seed)
    const { server, caller } = history
    for (let step = 0; step < 60; step += 1) {
      await history.step()
      for (const match of (await history.openMatches()).slice(0, 2)) {
        for (const verdict of ['same', 'different'] as const) {
          const before = await history.snapshot()
          await decideMatch(server, caller, match, verdict)
          await history.check()
          await undoMatch(server, caller, match)
          expect(await history.snapshot()).toEqual(before)
        }
      }
    }
  })

  test('when all is accepted and decided, nobody waits', async () => {
    fixture = await startPetition()
    const history = await startHistory(fixture, 31)
    const { server, caller } = history
    for (let step = 0; step < 60; step += 1) await history.step()
    for (const batch of await history.waitingBatches()) await acceptBatch(server, caller, batch)
    for (let [match] = await history.openMatches(); match; [match] = await history.openMatches()) {
      await decideMatch(server, caller, match, 'different')
    }
    await history.check()
    const left = await server.store.db
      .selectFrom('signatures')
      .select('id')
      .where('standing', 'in', ['waiting', 'to-decide'])
      .execute()
    expect(left).toEqual([])
  })
})
