import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync, Visitor } from 'oxc-parser'
import { expect, it } from 'vitest'

// Its own answers come from a thread or a program in Java; the plain one is slower and always there.
process.env['RECHECK_SYNC_BACKEND'] = 'pure'
const { checkSync } = await import('recheck')

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FOLDERS = ['api/src', 'api/web', 'widget/src', 'demo-site']

/** None takes more than a second or two; but a machine may be busy. */
const PROOF_MILLISECONDS = 120_000

/** Patterns that take more than linear time, and why that harms nobody. */
const BOUNDED: Readonly<Record<string, string>> = {
  '/T.+(Z|[+-]\\d\\d:?\\d\\d)$/': 'the date that the article itself gives, in its own page',
  '/\\B(?=(\\d{3})+$)/g': 'a count, written in at most sixteen digits',
  '/xyz\\S* \\S+ (\\S+)/': 'a colour as the browser writes it',
  '/^(\\w+)\\(([a-z][\\w-]*)?(.*)\\)/': 'a colour as the browser writes it',
  '/.*\\//': 'the type of a problem, as our own server gives it',
  '/app(?=[^/]*$)/': 'the address of our own file',
  '/(.+?)\\/embed\\.js(.*consultation=)?/': 'the address of a script, as the page itself gives it',
  '/(.+?)\\/results\\.js/': 'the address of a script, as the page itself gives it',
}
/** Patterns that are put together from something else, and why that harms nobody. */
const PUT_TOGETHER: Readonly<Record<string, string>> = {
  '`^(?:${words}${end}[\\\\s:,.…]*(?:[-–—]\\\\s+)?)+`':
    'the given prefix, set by the team and escaped, on a reader’s own device',
}
/** Constants from which patterns may be put together. */
const CONSTANT = /^`[^$]*\$\{(?:LIMITS\.\w+|[A-Z_]+ \+ 1)\}[^$]*\$?`$/

interface Found {
  literals: Map<string, { source: string; flags: string; file: string }>
  putTogether: string[]
}

/** Every pattern of the repository's own code, found by parsing it. */
function patterns(): Found {
  const found: Found = { literals: new Map(), putTogether: [] }
  for (const folder of FOLDERS)
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(name) || name.includes('node_modules') || name.startsWith('dist')) continue
      const file = join(folder, name)
      const text = readFileSync(join(ROOT, file), 'utf8')
      const made = ({ callee, arguments: [first] }: { callee: unknown; arguments: unknown[] }) => {
        if ((callee as { name?: string }).name !== 'RegExp' || !first) return
        const { start, end } = first as { start: number; end: number }
        found.putTogether.push(text.slice(start, end))
      }
      new Visitor({
        Literal(node) {
          if (!('regex' in node)) return
          const { pattern: source, flags } = node.regex
          found.literals.set(`/${source}/${flags}`, { source, flags, file })
        },
        NewExpression: made,
        CallExpression: made,
      }).visit(parseSync(file, text).program)
    }
  return found
}

const { literals, putTogether } = patterns()

it('No pattern takes longer than a text is long, but for those that see short texts only', () => {
  expect(literals.size).toBeGreaterThan(80)
  const slow: string[] = []
  for (const [pattern, { source, flags, file }] of literals) {
    if (pattern in BOUNDED) continue
    // Proved, not tried at random: a pattern that cannot be proved (a look ahead, say) is to be written otherwise.
    const { status } = checkSync(source, flags, { checker: 'automaton', timeout: PROOF_MILLISECONDS })
    if (status !== 'safe') slow.push(`${file}: ${pattern} is ${status}`)
  }
  expect(slow).toEqual([])
}, 300_000)

it('No pattern is put together from what somebody sends', () => {
  expect(putTogether.filter((pattern) => !CONSTANT.test(pattern) && !(pattern in PUT_TOGETHER))).toEqual([])
})
