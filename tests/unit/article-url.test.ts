import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { articleAddress } from '../../api/src/domain/article-url.ts'

const ORIGINS = new Set(['https://www.journal.example', 'http://localhost:4001'])
const SITE = 'https://www.journal.example'

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
  ])('%s counts as %s', (address, counted) => {
    expect(articleAddress(address, ORIGINS)).toBe(counted)
  })

  it.each([
    ...['https://evil.example/une', 'http://www.journal.example/une', 'https://www.journal.example:8443/une'],
    ...['https://www.journal.example.evil.example/', 'https://www.journal.example@evil.example/', '/une'],
    ...[
      'javascript:alert(1)',
      'data:text/html,x',
      'blob:https://www.journal.example/1',
      'not an address',
      '',
    ],
    `https://www.journal.example/${'é'.repeat(400)}`,
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

  it('is its own address', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.webPath(), fastCheck.webQueryParameters(), (path, query) => {
        const once = articleAddress(`${SITE}${path}?${query}`, ORIGINS)
        fastCheck.pre(once !== null)
        expect(articleAddress(once ?? '', ORIGINS)).toBe(once)
      }),
    )
  })
})
