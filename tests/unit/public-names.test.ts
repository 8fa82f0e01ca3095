import { describe, expect, it } from 'vitest'
import { ownAddress, USUAL_NAMES, withNames } from '../../api/src/domain/public-names.ts'

const NAMES = { script: 'participer.js', api: 'avis' }

describe('Names in public addresses', () => {
  it.each([
    ['/participer.js', '/embed.js'],
    ['/participer.js?consultation=a', '/embed.js?consultation=a'],
    ['/participer-results.js', '/results.js'],
    ['/participer-frame.js', '/frame.js'],
    ['/avis/oembed?url=a', '/v1/oembed?url=a'],
    ['/participer/app.fr.abc.js', '/embed/app.fr.abc.js'],
    ['/avis/votes', '/v1/votes'],
    ['/avis/participer/rural-life?publisher=p', '/v1/embed/rural-life?publisher=p'],
    ['/avis/publisher/live', '/v1/publisher/live'],
  ])('%s is %s', (address, own) => {
    expect(ownAddress(address, NAMES)).toBe(own)
    expect(ownAddress(address, USUAL_NAMES)).toBe(address)
  })

  it.each([
    '/embed.js',
    '/results.js',
    '/frame.js',
    '/v1/votes',
    '/avisons/votes',
    '/participer.json',
    '/participer',
    '/c/avis',
    '/',
  ])('%s stays as it is', (address) => expect(ownAddress(address, NAMES)).toBe(address))

  it('a file asks under them, and under the usual ones is the file that was built', () => {
    const code =
      'let a=`/v1/votes`,b=`/v1/embed/`,c=/(.+?)\\/embed\\.js(.*)/,d=h+`/embed/app.js`,e="/embed.js",f=/(.+?)\\/results\\.js/,g="/results.js"'
    expect(withNames(code, USUAL_NAMES)).toBeUndefined()
    expect(withNames(code, NAMES)).toBe(
      'let a=`/avis/votes`,b=`/avis/participer/`,c=/(.+?)\\/participer\\.js(.*)/,d=h+`/participer/app.js`,e="/participer.js",f=/(.+?)\\/participer-results\\.js/,g="/participer-results.js"',
    )
  })
})
