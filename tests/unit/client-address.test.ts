import type { IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalAddress, clientAddress, trustIn } from '../../api/src/plugins/client-address.ts'

const PROXY = '10.9.0.1'
const isTrusted = trustIn(['10.9.0.0/16', '2001:db8:ffff::/48'])

const addressOf = (headers: IncomingMessage['headers'], peer = PROXY): string =>
  clientAddress(peer, { headers } as IncomingMessage, isTrusted)
const forwardedFor = (list: string, peer?: string) => addressOf({ 'x-forwarded-for': list }, peer)
const forwarded = (list: string, peer?: string) => addressOf({ forwarded: list }, peer)

describe('An address has one form,', () => {
  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['203.0.113.5:51234', '203.0.113.5'],
    [' 203.0.113.5 ', '203.0.113.5'],
    ['"203.0.113.5:51234"', '203.0.113.5'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['[::ffff:cb00:7105]:443', '203.0.113.5'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['"[2001:db8::1]:4711"', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%25eth0]:80', 'fe80::1'],
  ])('however it is written: %s', (written, address) => {
    expect(canonicalAddress(written)).toBe(address)
  })

  it.each([
    '',
    'unknown',
    '_hidden',
    'localhost',
    '999.1.1.1',
    '1',
    '0x7f.1',
    '203.0.113.5:',
    '203.0.113.5:1:2',
  ])('and what is none has none: "%s"', (written) => {
    expect(canonicalAddress(written)).toBeUndefined()
  })
})

describe('X-Forwarded-For from a trusted proxy', () => {
  it('names the reader, with a port or without', () => {
    for (const list of [
      '203.0.113.5',
      '203.0.113.5:51234',
      '203.0.113.5:1, 10.9.0.7',
      ' 203.0.113.5 ,, 10.9.0.7:80 ',
    ])
      expect(forwardedFor(list), list).toBe('203.0.113.5')
  })

  it('is read from the proxy towards the reader: what a reader made up stands further left', () => {
    expect(forwardedFor('192.0.2.99, 203.0.113.5')).toBe('203.0.113.5')
    expect(forwardedFor(`${'192.0.2.99, '.repeat(1300)}203.0.113.5:1`)).toBe('203.0.113.5')
  })

  it('ends at the last address that is known where a hop is hidden', () => {
    expect(forwardedFor('203.0.113.5, unknown')).toBe(PROXY)
    expect(forwardedFor('203.0.113.5, unknown, 10.9.0.7')).toBe('10.9.0.7')
  })

  it('counts before Forwarded, which a proxy that knows only the older one hands on as the reader made it up', () => {
    expect(addressOf({ 'x-forwarded-for': '203.0.113.5', forwarded: 'for=192.0.2.99' })).toBe('203.0.113.5')
  })

  it('is not believed from a peer that is not trusted', () => {
    expect(forwardedFor('203.0.113.5', '198.51.100.1')).toBe('198.51.100.1')
    expect(forwarded('for=203.0.113.5', '198.51.100.1')).toBe('198.51.100.1')
  })
})

describe('Forwarded (RFC 7239) from a trusted proxy', () => {
  it.each([
    ['for=203.0.113.5', '203.0.113.5'],
    ['For="203.0.113.5:4711"', '203.0.113.5'],
    ['for=203.0.113.5:4711', '203.0.113.5'],
    ['for="[2001:db8:cafe::17]:4711"', '2001:db8:cafe::17'],
    ['proto=https; by=203.0.113.43; for=203.0.113.5', '203.0.113.5'],
    ['host="a,b;for=192.0.2.99";for=203.0.113.5', '203.0.113.5'],
    ['for=192.0.2.99, for=203.0.113.5;proto=http, for="[2001:db8:ffff::1]"', '203.0.113.5'],
    ['for=unknown', PROXY],
    ['for=_gazonk', PROXY],
    ['for=203.0.113.5, for=_gazonk', PROXY],
    ['proto=https', PROXY],
    ['for="203.0.113.5', PROXY],
    // What a reader sent before our proxy added the last element.
    ['for=192.0.2.99, x=", for=203.0.113.5', PROXY],
    ['for=192.0.2.99;x=", for=203.0.113.5', PROXY],
    ['for=192.0.2.99;x=", for="[2001:db8::1]:80"', PROXY],
    ['for=192.0.2.99;x="\\, for=203.0.113.5', PROXY],
    ['for=192.0.2.99, proto=https', PROXY],
  ])('%s', (list, address) => {
    expect(forwarded(list)).toBe(address)
  })

  it('is read to its end, however long and however quoted it begins', () => {
    const text = 'for=192.0.2.99;'.repeat(300)
    expect(forwarded(`x="${text}", for=203.0.113.5`)).toBe('203.0.113.5')
    expect(forwarded(`x="${text}y="${text}", for=203.0.113.5`)).toBe(PROXY)
  })
})

it('Whatever stands in the headers, an address comes of it', () => {
  const piece = fc.oneof(
    fc.constantFrom(',', ';', '"', '\\', 'for=', '[', ']', ':', '%', ' ', '203.0.113.5', '2001:db8::1'),
    fc.string({ maxLength: 5 }),
  )
  const list = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(list, fc.boolean(), (text, isOld) => {
      const address = addressOf(isOld ? { 'x-forwarded-for': text } : { forwarded: text })
      expect(canonicalAddress(address)).toBe(address)
    }),
    { numRuns: 500 },
  )
})
