import { describe, expect, test } from 'vitest'
import { openApiDocument } from '#server/openapi.ts'
import { endpoints } from '#wire/api.ts'

type Operation = {
  readonly summary: string
  readonly security?: readonly unknown[]
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, unknown>> }>>
}

const document = openApiDocument()
const paths = document.paths as Record<string, Record<string, Operation>>
const operations = Object.entries(paths).flatMap(([path, byMethod]) =>
  Object.entries(byMethod).map(([method, operation]) => ({ path, method, operation })),
)

describe('the OpenAPI document', () => {
  test('describes every endpoint, and no other', () => {
    const described = operations.map(({ path, method }) => `${method} ${path}`).sort()
    const known = endpoints.map(
      ({ method, path }) => `${method.toLowerCase()} /api/v1${path.replace(/:(\w+)/g, '{$1}')}`,
    )
    expect(described).toEqual(known.sort())
    expect(endpoints.length).toBeGreaterThan(30)
  })

  test('names each parameter of a path once', () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const named = operation.parameters
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name)
      expect(named).toEqual(inPath)
    }
  })

  test('asks for a session wherever the permission table does', () => {
    const open = operations
      .filter(({ operation }) => operation.security?.length === 0)
      .map(({ path }) => path)
    const forAnyone = endpoints.filter(({ may }) => may === 'anyone')
    expect(open).toEqual(forAnyone.map(({ path }) => `/api/v1${path.replace(/:(\w+)/g, '{$1}')}`))
  })

  test('gives a reply and every problem to each endpoint', () => {
    for (const { operation } of operations) {
      expect(operation.responses['200']?.content).toBeDefined()
      for (const status of ['400', '401', '403', '404', '429', '500']) {
        expect(operation.responses[status]?.content).toEqual({
          'application/json': { schema: { $ref: '#/components/schemas/Problem' } },
        })
      }
    }
  })

  test('shows a push with its limits, a query with its rule, and the roll as CSV', () => {
    const push = paths['/api/v1/petitions/{petition}/push']?.post
    const ofEachVersion = { properties: { entries: { maxItems: 256 } } }
    expect(push?.requestBody).toMatchObject({
      required: true,
      content: { 'application/json': { schema: { oneOf: [ofEachVersion, ofEachVersion] } } },
    })
    const pull = paths['/api/v1/petitions/{petition}/pull']?.get
    expect(pull?.parameters).toContainEqual(
      expect.objectContaining({ name: 'n', in: 'query', required: true }),
    )
    expect(pull?.parameters).toContainEqual(
      expect.objectContaining({ name: 'cursor', in: 'query', required: false }),
    )
    const csv = paths['/api/v1/petitions/{petition}/roll.csv']?.get
    expect(Object.keys(csv?.responses['200']?.content ?? {})).toEqual(['text/csv'])
  })

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document)
    expect(document.openapi).toBe('3.1.0')
  })
})
