// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'

const widget = join(import.meta.dirname, '../../widget')
const dist = join(widget, 'dist')
const build = () => execFileSync('npx', ['tsx', 'build.ts'], { cwd: widget, stdio: 'pipe' })
const read = (name: string) => readFileSync(join(dist, name), 'utf8')
const manifest = () =>
  JSON.parse(read('manifest.json')) as {
    loader: string
    results: string
    frame: string
    place: string
    layer: string
    apps: Record<string, string>
    later: Record<string, string>
  }
const files = () => {
  const { loader, results, frame, place, layer, apps, later } = manifest()
  return [loader, results, frame, place, layer, ...Object.values(apps), ...Object.values(later)]
}

interface Budget {
  path: string
  limit: string
}

describe('the bundles', () => {
  beforeAll(() => build(), 120_000)

  it('stay within their budgets', async () => {
    const config = new URL('../../.size-limit.js', import.meta.url).href
    const { default: all } = (await import(/* @vite-ignore */ config)) as { default: Budget[] }
    const budgets = all.filter(({ path }) => path.includes('widget/dist/'))
    expect(budgets.map(({ path }) => path)).toEqual(files().map((file) => `widget/dist/${file}`))
    for (const { path, limit } of budgets) {
      const size = brotliCompressSync(read(path.replace('widget/dist/', ''))).length
      expect(size, `${path}: ${size} B`).toBeLessThanOrEqual(Number.parseFloat(limit) * 1000)
    }
  })

  it('bring no validator along', () => {
    for (const file of files()) expect(read(file)).not.toMatch(/ZodError|invalid_type|_zod|safeParse/)
  })

  it('speak one language each', () => {
    const { apps } = manifest()
    expect(read(apps['fr'] ?? '')).not.toContain('Add your idea')
    expect(read(apps['en'] ?? '')).not.toContain('Proposer une idée')
  })

  it('name no word that blockers look for in an address, and ask for no source map', () => {
    for (const file of files()) {
      expect(file).not.toMatch(/poll|survey|stat|share|track|analytics|data\./)
      expect(read(file)).not.toContain('sourceMappingURL')
    }
  })

  it('write nothing to the console, but for one line when a script is put wrongly or an origin is refused, and the page asks why', () => {
    const { place, layer } = manifest()
    for (const file of files()) {
      expect(read(file).split('console.').length - 1, file).toBe(file === place || file === layer ? 1 : 0)
    }
  })

  it('are the same bytes when built again', () => {
    const before = files().map(read)
    build()
    expect(files().map(read)).toEqual(before)
  }, 120_000)

  it('come precompressed', () => {
    for (const file of files()) {
      expect(readFileSync(join(dist, `${file}.br`)).length).toBeGreaterThan(100)
      expect(readFileSync(join(dist, `${file}.gz`)).length).toBeGreaterThan(100)
    }
  })
})
