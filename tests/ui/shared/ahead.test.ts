import { expect, test } from 'vitest'
import { createAhead } from '../../../src/ui/shared/ahead.ts'

test('an answer that was asked for ahead is given once: who comes back later reads anew', async () => {
  const ahead = createAhead<string>()
  await ahead.ask('Baron Road', async () => '300 doors')
  expect(ahead.take('Baron Road')).toBe('300 doors')
  expect(ahead.take('Baron Road')).toBeUndefined()
})

test('an answer about something else is given to nobody', async () => {
  const ahead = createAhead<string>()
  await ahead.ask('Baron Road', async () => '300 doors')
  expect(ahead.take('Mill Lane')).toBeUndefined()
  expect(ahead.take('Baron Road')).toBeUndefined()
})

test('an answer that has not come is waited for by nobody', async () => {
  const ahead = createAhead<string>()
  const asked = ahead.ask('Baron Road', async () => '300 doors')
  expect(ahead.take('Baron Road')).toBeUndefined()
  await asked
  expect(ahead.take('Baron Road')).toBe('300 doors')
})
