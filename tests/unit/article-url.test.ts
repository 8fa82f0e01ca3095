import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { articleAddress } from '../../api/src/domain/articles/article-url.ts'

const ORIGINS = new Set(['https://www.journal.example', 'http://localhost:4001'])
const SITE = 'https://www.journal.example'

/** Paths of any kind, and such as hold what the rules look for. */
const pathAndMore = fastCheck.oneof(
  fastCheck.webPath(),
  fastCheck
    .array(
      fastCheck.constantFrom(
        '/',
        '/amp',
        '.amp',
        '.html',
        'index.html',
        ';jsessionid=1',
        '%2e',
        '%2F',
        '%41',
        'une',
        '/AMP',
      ),
      { maxLength: 8 },
    )
    .map((parts) => `/${parts.join('')}`),
)
const shuffleOf = (list: string[]) =>
  fastCheck.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })

describe('the address of an article', () => {
  it.each([
    ['https://www.journal.example/une', `${SITE}/une`],
    ['https://WWW.Journal.Example:443/une', `${SITE}/une`],
    ['https://www.journal.example/une#comments', `${SITE}/une`],
    ['https://www.journal.example/une?utm_source=x&utm_medium=y', `${SITE}/une`],
    ['https://www.journal.example/une?id=7&fbclid=abc', `${SITE}/une?id=7`],
    ['https://www.journal.example/une?q=a%20b+c&xtor=RSS', `${SITE}/une?q=a%20b+c`],
    ['https://www.journal.example/une?gclid=1&a&b=', `${SITE}/une?a&b=`],
    ['https://user:word@www.journal.example/une', `${SITE}/une`],
    ['https://www.journal.example/a/../une', `${SITE}/une`],
    ['https://www.journal.example/une?', `${SITE}/une`],
    ['https://www.journal.example/une???a', `${SITE}/une???a`],
    ['http://localhost:4001/articles/x.html', 'http://localhost:4001/articles/x.html'],
    // Marks of campaigns, in any case.
    ['https://www.journal.example/une?UTM_Source=x&Utm_Id=1', `${SITE}/une`],
    ['https://www.journal.example/une?gad_source=1&gad_campaignid=2&gbraid=3&wbraid=4', `${SITE}/une`],
    ['https://www.journal.example/une?srsltid=1&igsh=2&ttclid=3&mibextid=4&FBCLID=5', `${SITE}/une`],
    ['https://www.journal.example/une?mc_cid=1&_hsenc=2&yclid=3&li_fat_id=4&s_cid=5', `${SITE}/une`],
    ['https://www.journal.example/une?at_medium=1&xtor=EPR-1-[x]&id=3&%75tm_source=x', `${SITE}/une?id=3`],
    // One of several spellings.
    ['https://www.journal.example/une/', `${SITE}/une`],
    ['https://www.journal.example/une/?id=7', `${SITE}/une?id=7`],
    ['https://www.journal.example//rubrique///une//', `${SITE}/rubrique/une`],
    ['https://www.journal.example/rubrique/index.html', `${SITE}/rubrique`],
    ['https://www.journal.example/rubrique/INDEX.HTM', `${SITE}/rubrique`],
    ['https://www.journal.example/index.php?p=3', `${SITE}/index.php?p=3`],
    ['https://www.journal.example/une?b=2&a=1&&', `${SITE}/une?a=1&b=2`],
    ['https://www.journal.example/%7Euna/%c3%a9t%C3%A9', `${SITE}/~una/%C3%A9t%C3%A9`],
    ['https://www.journal.example/été', `${SITE}/%C3%A9t%C3%A9`],
    ['https://www.journal.example/une;jsessionid=A1B2?PHPSESSID=3', `${SITE}/une`],
    ['https://www.journal.example/?p=123', `${SITE}/?p=123`],
    // AMP.
    ['https://www.journal.example/2026/une/amp', `${SITE}/2026/une`],
    ['https://www.journal.example/2026/une/amp/', `${SITE}/2026/une`],
    ['https://www.journal.example/une.amp.html', `${SITE}/une.html`],
    ['https://www.journal.example/une.amp', `${SITE}/une`],
    ['https://www.journal.example/une?amp=1', `${SITE}/une`],
    ['https://www.journal.example/une?amp', `${SITE}/une`],
    ['https://www.journal.example/une?outputType=amp', `${SITE}/une`],
    // It may be a number of watts, a page at the top, a part of the site.
    ['https://www.journal.example/une?amp=2024', `${SITE}/une?amp=2024`],
    ['https://www.journal.example/amp', `${SITE}/amp`],
    ['https://www.journal.example/amp/une', `${SITE}/amp/une`],
    // What is left behind ".amp" is a dot, which is the folder itself.
    ['https://www.journal.example/une/%2e.amp', `${SITE}/une`],
    ['https://www.journal.example/une?ref=a&page=2', `${SITE}/une?page=2&ref=a`],
  ])('%s counts as %s', (address, counted) => {
    expect(articleAddress(address, ORIGINS)).toBe(counted)
  })

  it.each([
    'https://evil.example/une',
    'http://www.journal.example/une',
    'https://www.journal.example:8443/une',
    'https://www.journal.example.evil.example/',
    'https://www.journal.example@evil.example/',
    '/une',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://www.journal.example/1',
    'not an address',
    '',
    `https://www.journal.example/${'é'.repeat(400)}`,
    // A home page is no article.
    SITE,
    `${SITE}/`,
    `${SITE}//`,
    `${SITE}/index.html`,
    `${SITE}/#x`,
    `${SITE}/?utm_source=x`,
  ])('%s counts as none', (address) => {
    expect(articleAddress(address, ORIGINS)).toBeNull()
  })

  it('is the same with and without the marks of campaigns, wherever they stand', () => {
    const word = fastCheck.stringMatching(/^[a-z]{1,5}$/).map((name) => `x${name}`)
    const pair = fastCheck
      .tuple(word, fastCheck.webQueryParameters({ size: 'small' }))
      .map(([name, value]) => `${name}=${value.replaceAll('&', '')}`)
    const campaign = fastCheck.constantFrom(
      'utm_source=x',
      'fbclid=1',
      'at_medium=',
      'mtm_campaign',
      'pk_kwd=é',
    )
    fastCheck.assert(
      fastCheck.property(
        fastCheck.array(pair),
        fastCheck.array(fastCheck.tuple(fastCheck.nat(9), campaign)),
        (pairs, marks) => {
          const marked = [...pairs]
          for (const [at, mark] of marks) marked.splice(Math.min(at, marked.length), 0, mark)
          const plain = articleAddress(`${SITE}/une${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`, ORIGINS)
          expect(articleAddress(`${SITE}/une?${marked.join('&')}`, ORIGINS)).toBe(plain)
        },
      ),
    )
  })

  it('is that of the main site where a host for another screen is listed beside it', () => {
    const origins = new Set([SITE, 'https://amp.journal.example', 'https://m.journal.example'])
    expect(articleAddress('https://amp.journal.example/une', origins)).toBe(`${SITE}/une`)
    expect(articleAddress('https://m.journal.example/une?amp=1', origins)).toBe(`${SITE}/une`)
    const alone = new Set(['https://m.journal.example'])
    expect(articleAddress('https://m.journal.example/une', alone)).toBe('https://m.journal.example/une')
    const bare = new Set(['https://journal.example:8443', 'https://amp.journal.example:8443'])
    expect(articleAddress('https://amp.journal.example:8443/une', bare)).toBe(
      'https://journal.example:8443/une',
    )
  })

  it('follows what the publisher says of its parameters, in any case', () => {
    const rules = { ignored: new Set(['ref', 'theme']), kept: new Set(['s_cid', 'amp']) }
    const address = `${SITE}/une?Ref=1&THEME=dark&S_cid=2&amp=1&page=3&utm_source=4`
    expect(articleAddress(address, ORIGINS, rules)).toBe(`${SITE}/une?S_cid=2&amp=1&page=3`)
  })

  it('does not depend on the order of parameters', () => {
    const pair = fastCheck.stringMatching(/^[a-z%=]{0,4}$/)
    const pairs = fastCheck.array(pair, { maxLength: 6 })
    const shuffled = pairs.chain((list) => fastCheck.tuple(fastCheck.constant(list), shuffleOf(list)))
    fastCheck.assert(
      fastCheck.property(shuffled, ([list, others]) => {
        const [one, other] = [list, others].map((each) =>
          articleAddress(`${SITE}/une?${each.join('&')}`, ORIGINS),
        )
        expect(other).toBe(one)
      }),
    )
  })

  it('is its own address', () => {
    fastCheck.assert(
      fastCheck.property(pathAndMore, fastCheck.webQueryParameters(), (path, query) => {
        const once = articleAddress(`${SITE}${path}?${query}`, ORIGINS)
        fastCheck.pre(once !== null)
        expect(articleAddress(once ?? '', ORIGINS)).toBe(once)
      }),
    )
  })
})
