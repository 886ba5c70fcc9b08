import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { measureBuild } from './bench/bundle-bench.ts'

const app = new URL('../dist/app/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, app), 'utf8')

describe('what npm run build makes', () => {
  test('gives a volunteer at most 150 kB of JavaScript before the first door, and 171 before the first signature', () => {
    const { firstLoadJsGzip, volunteerJsGzip } = measureBuild()
    expect(firstLoadJsGzip).toBeLessThanOrEqual(150_000)
    expect(volunteerJsGzip).toBeLessThanOrEqual(171_000)
  })

  test('has nothing inline, so that the policy of the page can be strict', () => {
    const page = read('index.html')
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/)
    expect(page.match(/<script\b[^>]*>/g)?.every((tag) => tag.includes(' src="/'))).toBe(true)
    expect(page).not.toMatch(/https?:\/\//)
  })

  test('keeps the page and its scripts offline, but not the screens of captains and organisers', () => {
    const worker = read('service-worker.js')
    const kept = [...worker.matchAll(/["'`](assets\/[^"'`]+)["'`]/g)].map(([, file]) => file)
    const page = read('index.html')
    for (const [, file] of page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) expect(kept).toContain(file)
    expect(worker).toContain('index.html')
    const built = readdirSync(new URL('assets/', app)).filter((file) => file.endsWith('.js'))
    expect(kept.filter((file) => file?.endsWith('.js')).length).toBeLessThanOrEqual(built.length)
    for (const file of kept) expect(existsSync(new URL(String(file), app))).toBe(true)
  })

  test('can be installed: the manifest names icons that exist', () => {
    const manifest = JSON.parse(read('manifest.webmanifest'))
    expect(manifest).toMatchObject({ name: 'Petition Pack', start_url: '/', display: 'standalone' })
    expect(manifest.icons.map(({ sizes }: { sizes: string }) => sizes)).toEqual(
      expect.arrayContaining(['192x192', '512x512']),
    )
    for (const { src } of manifest.icons) expect(existsSync(new URL(`.${src}`, app))).toBe(true)
  })

  test('is compressed beside each text file', () => {
    for (const file of ['index.html', 'service-worker.js', 'manifest.webmanifest']) {
      expect(existsSync(new URL(`${file}.br`, app))).toBe(true)
    }
  })
})
