import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: ROOT, encoding: 'utf8' })
  .trim()
  .split('\n')

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(path: string): string[] {
  const headings = readFileSync(join(ROOT, path), 'utf8').matchAll(/^#+ (.*)$/gm)
  return Array.from(headings, ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

it.each(documents)('Every link of %s leads to a file, and to a heading in it', (document) => {
  const text = readFileSync(join(ROOT, document), 'utf8').replace(/```[\s\S]*?```/g, '')
  for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
    const [path = '', anchor] = link.split('#')
    const file = path === '' ? document : join(dirname(document), path)
    expect(existsSync(join(ROOT, file)), link).toBe(true)
    if (anchor && file.endsWith('.md')) expect(anchorsOf(file), link).toContain(anchor)
  }
})

const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n')

it.each(documents)('Every source file that %s names is there', (document) => {
  const text = readFileSync(join(ROOT, document), 'utf8').replace(/```[\s\S]*?```/g, '')
  const names = Array.from(text.matchAll(/`([\w./-]+\.(?:ts|tsx|mjs|sql))`/g), ([, name = '']) => name)
  const missing = names.filter((name) => !tracked.some((path) => path === name || path.endsWith(`/${name}`)))
  expect(missing).toEqual([])
})

const REAL_WORLD = 'docs/real-world.md'
const rows = readFileSync(join(ROOT, REAL_WORLD), 'utf8')
  .split('\n')
  .filter((line) => /^\| [PSUT]\d+ \|/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))

it('Each line of docs/real-world.md has a number of its own', () => {
  expect(rows.length).toBeGreaterThan(80)
  const numbers = rows.map(([number]) => number)
  expect(new Set(numbers).size).toBe(numbers.length)
})

it.each(rows)('Line %s of docs/real-world.md names tests that are there', (_number, happens, does, named) => {
  expect([happens, does].every(Boolean)).toBe(true)
  if (named === 'none') return
  const files = (named ?? '').matchAll(/\]\(\.\.\/(tests\/[^)]+)\)((?: `[^`]+`)+)/g)
  const read = Array.from(files, ([whole, path = '', names = '']) => {
    const text = readFileSync(join(ROOT, path), 'utf8')
    for (const [, name = ''] of names.matchAll(/`([^`]+)`/g)) expect(text, path).toContain(name)
    return whole
  })
  // Nothing in the cell but links with names behind them.
  const links = (named ?? '').match(/\]\(/g) ?? []
  expect(read.length).toBe(links.length)
  expect(read.length).toBeGreaterThan(0)
})
