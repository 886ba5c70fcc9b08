/**
 * What `npm run test:simulation` does in full, in small: 200 seeds, one mutant,
 * and that a seed is always the same history.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mutants, scale } from './mutants.ts'

const root = new URL('../../', import.meta.url)

function simulate(...options: string[]): { readonly lines: string[]; readonly status: number | null } {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    ['tests/simulation/simulation.js', ...options],
    { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
  )
  return { lines: `${stderr}${stdout}`.trim().split('\n'), status }
}

describe('the simulation', () => {
  test('200 seeds keep every rule', { timeout: 600_000 }, () => {
    const { lines, status } = simulate('--seeds', '200', '--mutants', 'none')
    expect(lines.at(-1), lines.join('\n')).toBe('seeds 200, violations 0, mutants caught 0 of 0')
    expect(status).toBe(0)
  })

  test('a seed is always the same history', { timeout: 120_000 }, () => {
    const [one, other] = [7, 7].map((seed) => simulate('--seed', `${seed}`, '--trace', '--mutants', 'none'))
    const history = one?.lines.filter((line) => !/ seeds in /.test(line))
    expect(history?.length).toBeGreaterThan(200)
    expect(other?.lines.filter((line) => !/ seeds in /.test(line))).toEqual(history)
  })

  test('a phone that takes any 200 for its receipts is caught, and the seed is named', {
    timeout: 300_000,
  }, () => {
    const { lines, status } = simulate('--seeds', '1', '--mutants', 'ack-batch-on-200')
    expect(lines.at(-1)).toMatch(/mutants caught 1 of 1$/)
    expect(lines.at(-2)).toMatch(/^ack-batch-on-200 +seed \d+, [A-Z]\d+ /)
    expect(status).toBe(0)
  })

  test.each([{ name: 'scale', patches: scale }, ...mutants])(
    'the fault $name still fits the sources',
    ({ patches }) => {
      for (const { file, find } of patches) {
        expect(readFileSync(new URL(file, root), 'utf8').split(find), file).toHaveLength(2)
      }
    },
  )
})
