import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

// The plugin in PHP, with WordPress's functions replaced: what it draws, what it keeps, what it says of its settings.

const root = join(import.meta.dirname, '../..')
const plugin = join(root, 'widget/wordpress/unisson')

interface Asked {
  options?: Record<string, string>
  locale?: string
  /** The answer of the server; null: none. */
  answer?: { body: string; origins?: string } | null
  call: [name: string, ...values: unknown[]]
}

/** Runs one function of the plugin. */
const run = (asked: Asked): unknown =>
  JSON.parse(
    execFileSync('php', [join(root, 'tests/support/wordpress.php'), plugin], {
      encoding: 'utf8',
      input: JSON.stringify(asked),
    }),
  )

const OPTIONS = { unisson_host: 'https://avis.example/unisson/', unisson_publisher: 'pub_1' }
const problem = (code: string) => JSON.stringify({ type: `/problems/${code}`, status: 404 })

describe('The WordPress plugin', () => {
  it('draws the element with its link and the script, in the language of the site', () => {
    const attributes = { consultation: 'rural-life', layout: 'compact', theme: '"><script>' }
    const html = run({ options: OPTIONS, locale: 'pt_BR', call: ['shortcode', attributes] })
    expect(html).toBe(
      '<unisson-consultation consultation="rural-life" publisher="pub_1" lang="pt-BR" theme="auto" layout="compact">' +
        '<svg width="100%" height="200" aria-hidden="true"></svg><a href="https://avis.example/unisson/c/rural-life?publisher=pub_1">Have my say</a></unisson-consultation>' +
        '<script async src="https://avis.example/unisson/embed.js"></script>',
    )
    const options = { ...OPTIONS, unisson_script: 'participer.js' }
    expect(run({ options, call: ['unisson_render', attributes] })).toContain('/unisson/participer.js"')
  })

  it('draws a part of the results, or the vote with one proposal first', () => {
    const attributes = { consultation: 'rural-life', view: 'proposal', proposal: 'aaaaBBBB0_-1' }
    const options = { ...OPTIONS, unisson_script: 'participer.js' }
    expect(run({ options, locale: 'fr_FR', call: ['shortcode', attributes] })).toBe(
      '<unisson-results consultation="rural-life" publisher="pub_1" view="proposal" proposal="aaaaBBBB0_-1" lang="fr-FR" theme="auto">' +
        '<svg width="100%" height="352" aria-hidden="true"></svg><a href="https://avis.example/unisson/c/rural-life?publisher=pub_1">Read the results</a></unisson-results>' +
        '<script async src="https://avis.example/unisson/participer-results.js"></script>',
    )
    expect(run({ options: OPTIONS, call: ['unisson_render', attributes] })).toContain('/unisson/results.js"')
    const vote = { ...attributes, view: 'x"><script>' }
    expect(run({ options: OPTIONS, call: ['unisson_render', vote] })).toContain(
      '<unisson-consultation consultation="rural-life" publisher="pub_1" proposal="aaaaBBBB0_-1" lang="',
    )
    const hostile = { ...attributes, view: '', proposal: '"><script>1' }
    expect(run({ options: OPTIONS, call: ['unisson_render', hostile] })).not.toContain('proposal=')
  })

  it('draws nothing before it is set up, or for a name that is none', () => {
    expect(run({ call: ['unisson_render', { consultation: 'rural-life' }] })).toBe('')
    expect(run({ options: OPTIONS, call: ['unisson_render', { consultation: '"><img' }] })).toBe('')
  })

  it.each([
    ['unisson_clean_host', ' https://avis.example/unisson/ ', 'https://avis.example/unisson'],
    ['unisson_clean_host', 'javascript:alert(1)', ''],
    ['unisson_clean_publisher', 'pub_1"', ''],
    ['unisson_clean_script', 'participer.js', 'participer.js'],
    ['unisson_clean_script', '../x.js', ''],
  ])('%s of %s is %s', (name, value, kept) => expect(run({ call: [name, value] })).toBe(kept))

  it.each([
    ['nothing is entered', {}, null, 'warning'],
    ['no server answers', OPTIONS, null, 'error'],
    ['another server answers', OPTIONS, { body: '<html>' }, 'error'],
    ['the key is unknown', OPTIONS, { body: problem('unknown-publisher') }, 'error'],
    [
      'this site is not on the list',
      OPTIONS,
      { body: problem('unknown-consultation'), origins: 'https://other.example' },
      'error',
    ],
    [
      'all is well',
      OPTIONS,
      { body: problem('unknown-consultation'), origins: 'https://other.example https://journal.example' },
      'success',
    ],
  ])('its test of the settings says so when %s', (_what, options, answer, kind) => {
    const [said, words] = run({ options, answer, call: ['unisson_test'] }) as [string, string]
    expect(said).toBe(kind)
    expect(words).not.toContain('%s')
  })

  it('registers block, shortcode, link, settings and the button of the Classic Editor', () => {
    expect(run({ options: OPTIONS, call: ['registered'] })).toEqual({
      block: plugin,
      shortcode: 'unisson',
      oembed: 'https://avis.example/unisson/c/*',
      settings: ['unisson_host', 'unisson_script', 'unisson_publisher'],
      buttons: ['bold', 'unisson'],
      textDomain: 'unisson/languages',
      scripts: ['unisson-consultation-editor-script'],
    })
  })

  it('has every sentence in its catalogue, and each in French', () => {
    const code = readFileSync(join(plugin, 'unisson.php'), 'utf8')
    const said = [...code.matchAll(/__\('([^']+)', 'unisson'\)/g)].map(([, sentence]) => sentence)
    const read = (file: string) => readFileSync(join(plugin, 'languages', file), 'utf8')
    // A long sentence is broken into lines.
    const joined = (file: string) => read(file).replaceAll('"\n"', '')
    const listed = [...joined('unisson.pot').matchAll(/^msgid "(.+)"$/gm)].map(([, sentence]) => sentence)
    expect([...new Set(said)].sort()).toEqual(listed.sort())
    const french = [...joined('unisson-fr_FR.po').matchAll(/^msgid "(.+)"\nmsgstr "(.+)"$/gm)]
    expect(french.map(([, sentence]) => sentence).sort()).toEqual(listed)
    const compiled = read('unisson-fr_FR.mo')
    for (const [, , sentence = ''] of french) expect(compiled).toContain(sentence)
  })
})
