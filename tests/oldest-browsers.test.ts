/**
 * What `npm run build` makes, read as the oldest browsers would: Chrome 109, Safari 16.4, Firefox 115 ESR. They know
 * ES2022 and no later syntax; a later function is undefined there.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { type Node, parse } from 'acorn'
import { describe, expect, test } from 'vitest'

const app = new URL('../dist/app/', import.meta.url)
const built = readdirSync(app, { recursive: true, encoding: 'utf8' })
const read = (file: string) => readFileSync(new URL(file, app), 'utf8')
const scripts = built.filter((file) => file.endsWith('.js'))
const plain = ['too-old.js', 'display.js']

/** Standardised or shipped after the oldest of the three. */
const later = new Set([
  ...['toSorted', 'toReversed', 'toSpliced', 'groupBy', 'groupByToMap', 'fromAsync', 'withResolvers'],
  ...['isSubsetOf', 'isSupersetOf', 'isDisjointFrom', 'symmetricDifference', 'isWellFormed', 'toWellFormed'],
  ...['setFromBase64', 'toBase64', 'fromBase64', 'toHex', 'fromHex', 'checkVisibility', 'showPopover'],
  ...['startViewTransition', 'requestIdleCallback', 'canParse', 'getOrInsert', 'transferToFixedLength'],
])

test('there is something to read', () => {
  expect(scripts.length).toBeGreaterThan(10)
  expect(scripts).toEqual(expect.arrayContaining(plain))
})

describe.each(scripts)('%s', (file) => {
  test('is JavaScript that the oldest supported browsers can read', () => {
    const ecmaVersion = plain.includes(file) ? 5 : 2022
    const sourceType = ecmaVersion === 5 ? 'script' : 'module'
    expect(() => parse(read(file), { ecmaVersion, sourceType })).not.toThrow()
  })

  test('calls no function that they lack', () => {
    const called = new Set<string>()
    const askedFor = new Set<string>()
    const program = parse(read(file), { ecmaVersion: 2022, sourceType: 'module' })
    visit(program, (node) => {
      if (node.type === 'UnaryExpression' && 'argument' in node) {
        const name = nameOfMember(node.argument)
        if (name !== undefined) askedFor.add(name)
      }
      if (node.type !== 'CallExpression' || !('callee' in node)) return
      if ('optional' in node && node.optional === true) return
      const name = nameOfMember(node.callee)
      if (name !== undefined && later.has(name)) called.add(name)
    })
    // `typeof bytes.toBase64` before it: there is another way.
    expect([...called].filter((name) => !askedFor.has(name))).toEqual([])
  })
})

describe.each(built.filter((file) => file.endsWith('.css')))('%s', (file) => {
  test('lays out nothing by what the oldest supported browsers skip', () => {
    const css = read(file)
    expect(css).not.toMatch(
      /:has\(|:dir\(|@container|@scope|@starting-style|light-dark\(|color-mix\(|oklch\(|\dlh\b/,
    )
    expect(nestedRules(css)).toEqual([])
  })
})

function visit(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, see)
    return
  }
  if (!isNode(node)) return
  see(node)
  for (const value of Object.values(node)) if (typeof value === 'object') visit(value, see)
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** `b` of a call `a.b()` that is made whether it is there or not: `a.b?.()` asks first. */
function nameOfMember(callee: unknown): string | undefined {
  if (!isNode(callee) || callee.type !== 'MemberExpression' || !('property' in callee)) return undefined
  const { property } = callee
  return isNode(property) && 'name' in property && typeof property.name === 'string'
    ? property.name
    : undefined
}

/** The heads of rules that stand inside another rule; at-rules hold rules in any browser. */
function nestedRules(css: string): string[] {
  const nested: string[] = []
  const open: string[] = []
  let head = ''
  for (const letter of css.replace(/"[^"]*"|\/\*.*?\*\//gs, '')) {
    if (letter === '{') {
      const parent = open.at(-1)
      if (parent !== undefined && !parent.startsWith('@')) nested.push(`${head.trim()} in ${parent}`)
      open.push(head.trim())
    }
    if (letter === '}') open.pop()
    head = '{};'.includes(letter) ? '' : head + letter
  }
  return nested
}
