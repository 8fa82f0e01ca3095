// @vitest-environment node
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { CompatData, Identifier } from '@mdn/browser-compat-data'
import { describe, expect, it } from 'vitest'

// Read, not imported: a module of fifteen megabytes takes minutes to make.
const { resolve } = createRequire(import.meta.url)
const bcd = JSON.parse(readFileSync(resolve('@mdn/browser-compat-data'), 'utf8')) as CompatData

const dist = join(import.meta.dirname, '../../widget/dist')
const { loader, results, frame, apps, later } = JSON.parse(
  readFileSync(join(dist, 'manifest.json'), 'utf8'),
) as {
  loader: string
  results: string
  frame: string
  apps: Record<string, string>
  later: Record<string, string>
}
const built = [loader, results, frame, ...Object.values(apps), ...Object.values(later)]
  .map((file) => readFileSync(join(dist, file), 'utf8'))
  .join('\n')

/** As MDN's data name the browsers of .browserslistrc. */
const NAMES: Record<string, string> = { ios_saf: 'safari_ios' }
const floor = readFileSync(join(import.meta.dirname, '../../.browserslistrc'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, name = '', version = ''] = /^(\w+) >= ([\d.]+)$/.exec(line) ?? []
    return name ? [{ browser: NAMES[name] ?? name, version: Number(version) }] : []
  })

/**
 * What is newer than the floor, and what happens without it: a style that falls away and leaves the widget whole, or a
 * call that looks first. The browser test takes each of the second kind away.
 */
const KNOWN: Record<string, string> = {
  'css @container': 'the narrow layout, 420 px high, at every width',
  'css container-type': 'the narrow layout, 420 px high, at every width',
  'css contain-intrinsic-inline-size': 'in a flexible box without a width the widget takes what it gets',
  'css color-mix': 'quiet texts in the colour of all texts, lines in that of the text, no tint',
  'css scrollbar-color': 'scroll bars in the colours of the browser',
  'css scrollbar-width': 'scroll bars as wide as the browser draws them',
  'css hyphens': 'long words are broken without a hyphen',
  'css forced-color-adjust': 'where colours are forced, results by their numbers alone',
  'js Segmenter': 'characters are counted by a pattern',
  'js timeout': 'a request may last as long as the browser lets it',
  'js moveBefore': 'Preact looks whether it is there',
  'js prerendering': 'a prerendered page counts at once',
}

/** Names of our own parts, which happen to be names of something new as well. */
const OWN = new Set(
  'forget draw last screens device watch dispatch element results actions retry segment segments scan token address session reasons lost build first to'.split(
    ' ',
  ),
)

interface Statement {
  version_added?: string | boolean | null
  flags?: unknown
}

const supported = (identifier: Identifier): boolean =>
  floor.every(({ browser, version }) => {
    const support = identifier.__compat?.support as Record<string, Statement | Statement[]> | undefined
    return [support?.[browser] ?? []]
      .flat()
      .some(
        ({ version_added: added, flags }) =>
          !flags && typeof added === 'string' && Number(added.replace('≤', '')) <= version,
      )
  })

type Tree = Record<string, Identifier>
const children = (tree: object = {}): [string, Identifier][] =>
  Object.entries(tree as Tree).filter(([name]) => name !== '__compat')

/** Each name with whether any thing of that name is in all browsers of the floor. */
function collect(trees: [string, Identifier][]): Map<string, boolean> {
  const known = new Map<string, boolean>()
  for (const [name, identifier] of trees) {
    if (identifier.__compat) known.set(name, (known.get(name) ?? false) || supported(identifier))
  }
  return known
}

/** The three style sheets, each a literal in its file. */
const styles = Array.from(built.matchAll(/[=(]`([^`]*\.card\{[^`]*)`/g), ([, text]) => text ?? '')
  .filter((text) => !text.includes('=>'))
  .join('\n')
const selectors = (styles.match(/[^{};]+(?=\{)/g) ?? []).join('\n')

const used = (pattern: RegExp, text = built): string[] => [
  ...new Set(Array.from(text.matchAll(pattern), ([, name]) => name ?? '')),
]
const tooNew = (names: string[], known: Map<string, boolean>): string[] =>
  names.filter((name) => known.get(name) === false && !OWN.has(name))

const interfaces = children(bcd.api)
const builtins = children(bcd.javascript['builtins']).flatMap(([name, one]) => [
  [name, one] as [string, Identifier],
  // Those of Intl stand one level deeper.
  ...(name === 'Intl' ? children(one) : []),
])
const members = [...interfaces, ...builtins].flatMap(([, one]) => children(one))

const named = [...interfaces, ...builtins]
const types = children(bcd.css['types']).flatMap(([name, one]) => [
  [name, one] as [string, Identifier],
  ...children(one),
])
const property = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const found = [
  ...tooNew(used(/\.([a-zA-Z]\w+)\b/g), collect(members))
    // Of an element's style.
    .filter((name) => !(property(name) in (bcd.css['properties'] ?? {})))
    .map((name) => `js ${name}`),
  ...tooNew(used(/\b(?:new|instanceof|typeof) ([A-Z]\w+)/g), collect(named)).map((name) => `js ${name}`),
  ...tooNew(used(/\b([A-Z][a-zA-Z]+)\.\w/g), collect(named)).map((name) => `js ${name}`),
  ...tooNew(used(/[{;]([a-z-]+):/g, styles), collect(children(bcd.css['properties']))).map(
    (name) => `css ${name}`,
  ),
  ...tooNew(used(/@([a-z-]+)/g, styles), collect(children(bcd.css['at-rules']))).map(
    (name) => `css @${name}`,
  ),
  ...tooNew(used(/[:( ,]([a-z-]+)\(/g, styles), collect(types)).map((name) => `css ${name}`),
  ...tooNew(used(/:([a-z-]+)/g, selectors), collect(children(bcd.css['selectors']))).map(
    (name) => `css :${name}`,
  ),
]

describe('the built files', () => {
  it('use nothing newer than the oldest browsers named, but what may be missing', () => {
    expect([...new Set(found)].filter((name) => !(name in KNOWN))).toEqual([])
  })

  it('are checked by data that know what is new', () => {
    for (const rule of ['.frame{', '.compact{', '.printed{']) expect(styles).toContain(rule)
    expect(found).toContain('css @container')
    expect(found).toContain('js Segmenter')
    expect(built).not.toMatch(/light-dark\(|@layer|@scope|:has\(/)
  })
})
