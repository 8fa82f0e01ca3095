import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deviceOf } from '../../api/src/domain/engagement/audience.ts'

it.each([
  ['Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 Chrome/126 Safari/537.36', 'tablet'],
  ['Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36', 'phone'],
  [
    'Mozilla/5.0 (Linux; Android 9; KFMAWI) AppleWebKit/537.36 Silk/120 like Chrome/120 Safari/537.36',
    'tablet',
  ],
  ['Mozilla/5.0 (Linux; U; Silk/120) AppleWebKit/537.36 Mobile Safari/537.36', 'phone'],
  ['Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148', 'tablet'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'desktop'],
])('The class of a device is read off %s', (userAgent, device) => {
  expect(deviceOf(userAgent, undefined)).toBe(device)
})

it('A tablet is what the patterns of before took for one', () => {
  const before = /iPad|Tablet|PlayBook|Silk(?!.*Mobile)|Android(?!.*Mobile)/
  const word = fc.constantFrom('Silk', 'Android', 'Mobile', 'Mobi', 'iPad', 'Tablet', ' ', '/', 'x')
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      expect(deviceOf(words.join(''), undefined) === 'tablet').toBe(before.test(words.join('')))
    }),
    { numRuns: 1000 },
  )
})
