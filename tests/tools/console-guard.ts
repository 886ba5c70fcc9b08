/** A test fails when something complains on the console; one that expects a complaint spies on it first. */
import { afterEach, beforeEach, vi } from 'vitest'

let complaints: unknown[][] = []

beforeEach(() => {
  complaints = []
  vi.spyOn(console, 'error').mockImplementation((...words) => void complaints.push(words))
  vi.spyOn(console, 'warn').mockImplementation((...words) => void complaints.push(words))
})

afterEach(() => {
  vi.mocked(console.error).mockRestore()
  vi.mocked(console.warn).mockRestore()
  if (complaints.length > 0) {
    throw new Error(
      `Unexpected on the console:\n${complaints.map((words) => words.map(String).join(' ')).join('\n')}`,
    )
  }
})
