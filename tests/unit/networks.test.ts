import fc from 'fast-check'
import { expect, it } from 'vitest'
import { trustIn } from '../../api/src/plugins/client-address.ts'
import { rememberedNetworks } from '../../api/src/plugins/rate-limits.ts'

it('A household counts as one, however many addresses of IPv6 it has', () => {
  const networkOf = rememberedNetworks(10)
  expect(networkOf({ ip: '2001:db8:1:2::1' })).toBe(networkOf({ ip: '2001:db8:1:2:a:b:c:d' }))
  expect(networkOf({ ip: '2001:db8:1:3::1' })).not.toBe(networkOf({ ip: '2001:db8:1:2::1' }))
})

it('An address of IPv4 counts as one, in whichever way it is written', () => {
  const networkOf = rememberedNetworks(10)
  expect(networkOf({ ip: '::ffff:192.0.2.1' })).toBe(networkOf({ ip: '192.0.2.1' }))
  expect(networkOf({ ip: '192.0.2.2' })).not.toBe(networkOf({ ip: '192.0.2.1' }))
})

it('What is remembered changes nothing, however many addresses come, and in whichever order', () => {
  const few = fc.constantFrom('2001:db8::1', '2001:db8::2', '2001:db8:0:1::1', '192.0.2.1')
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.ipV6(), fc.ipV4(), few)),
      fc.integer({ min: 1, max: 5 }),
      (ips, most) => {
        const networkOf = rememberedNetworks(most)
        expect(ips.map((ip) => networkOf({ ip }))).toEqual(ips.map((ip) => rememberedNetworks(1)({ ip })))
      },
    ),
  )
})

it('An address is trusted if it lies in one of the networks, whatever was asked before', () => {
  const networks = ['10.9.0.0/16', '2001:db8::/32', '127.0.0.1']
  const isTrusted = trustIn(networks)
  expect(['10.9.1.2', '2001:db8::1', '127.0.0.1', '::ffff:10.9.1.2'].map(isTrusted)).not.toContain(false)
  expect(['10.8.1.2', '2001:db9::1', '127.0.0.2', 'unknown', ''].map(isTrusted)).not.toContain(true)
  const few = fc.constantFrom('10.9.1.2', '10.8.1.2', '2001:db8::1', 'unknown')
  fc.assert(
    fc.property(fc.oneof(fc.ipV6(), fc.ipV4(), few), (address) => {
      expect(isTrusted(address)).toBe(trustIn(networks)(address))
    }),
  )
})

it('A list with something that is no network is refused at once', () => {
  expect(() => trustIn(['10.9.0.0/16', 'the proxy'])).toThrow(TypeError)
})
