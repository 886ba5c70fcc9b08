import { expect, test } from 'vitest'
import { isAllowed, type Permission, permissions, Role, seesWholePetition } from '#domain/permission.ts'

const table = `
                  volunteer captain organiser
collect           yes       yes     yes
board:read        -         yes     yes
street:assign     -         yes     yes
petition:read     -         yes     yes
petition:change   -         -       yes
street:change     -         -       yes
member:read       -         yes     yes
member:invite     -         yes     yes
member:revoke     -         -       yes
signature:read    -         yes     yes
batch:read        -         -       yes
batch:decide      -         -       yes
import            -         -       yes
match:decide      -         -       yes
roll:read         -         -       yes
roll:export       -         -       yes
audit:read        -         -       yes
`

test('each role may do exactly this', () => {
  const rows = (Object.keys(permissions) as Permission[]).map((permission) => [
    permission,
    ...Role.options.map((role) => (isAllowed(role, permission) ? 'yes' : '-')),
  ])
  const written = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  expect([[...Role.options], ...rows]).toEqual(written)
})

test('only an organiser sees the whole petition', () => {
  expect(Role.options.filter(seesWholePetition)).toEqual(['organiser'])
})
