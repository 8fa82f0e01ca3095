import fastCheck from 'fast-check'
import { expect, it } from 'vitest'
import { networkOf } from '../../api/src/domain/readers/network.ts'

it('addresses of one /24 are one network, and those of another are not', () => {
  expect(networkOf('192.0.2.1')).toBe(networkOf('192.0.2.254'))
  expect(networkOf('192.0.3.1')).not.toBe(networkOf('192.0.2.1'))
  expect(networkOf('19.20.2.1')).not.toBe(networkOf('192.0.2.1'))
})

it('addresses of one /64 are one network, and those of another are not', () => {
  expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:a:b:c:d'))
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
  expect(networkOf('2001:db8:1:2::1')).toBe('20010db800010002')
})

it('an address is of the same network however it is written', () => {
  expect(networkOf('::ffff:192.0.2.1')).toBe(networkOf('192.0.2.1'))
  expect(networkOf('fe80::1%eth0')).toBe(networkOf('fe80::2'))
  expect(networkOf('2001:DB8::1')).toBe(networkOf('2001:db8:0:0::1'))
})

it('every address has a network, and what is no address its own', () => {
  fastCheck.assert(
    fastCheck.property(fastCheck.ipV4(), (address) => {
      expect(networkOf(address).split('.')).toEqual(address.split('.').slice(0, 3))
    }),
  )
  fastCheck.assert(
    fastCheck.property(fastCheck.ipV6(), (address) => {
      expect(networkOf(address)).toMatch(/^[0-9a-f]{16}$|^\d+\.\d+\.\d+$/)
    }),
  )
  expect(['', 'unknown', ':'].map(networkOf)).toEqual(['', 'unknown', ':'])
})
