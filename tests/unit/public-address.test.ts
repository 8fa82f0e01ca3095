import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress, publicHttpsUrl } from '../../api/src/domain/public-address.ts'

const PRIVATE = `
  127.0.0.1 127.255.255.254 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255
  192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.1 192.0.2.1 198.18.0.1
  224.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1
  ::ffff:10.0.0.1 ::ffff:7f00:1 ::ffff:0:10.0.0.1 fe80::1 fe80::1%eth0 fec0::1
  fc00::1 fd12:3456::1 ff02::1 64:ff9b::7f00:1 64:ff9b:1::a00:1 2002:7f00:1::
  2001::1 2001:db8::1 100::1 4000::1  localhost
  127.1 0x7f000001 2130706433 [::1]
`

describe('an address of the internet', () => {
  it.each(['', ...PRIVATE.trim().split(/\s+/)])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each(['1.1.1.1', '93.184.216.34', '8.8.8.8', '2606:4700::1111', '2a00:1450:4007::1'])(
    'is %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  it('is no address of IPv6 that leads to a private one of IPv4, in whichever form', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    const inside = fc.tuple(fc.constantFrom(10, 127), byte, byte, byte)
    const forms = fc.constantFrom('::', '::ffff:', '::ffff:0:', '64:ff9b::')
    fc.assert(
      fc.property(forms, inside, (form, parts) => {
        expect(isPublicAddress(form + parts.join('.'))).toBe(false)
      }),
    )
  })
})

describe('the address of a set of keys', () => {
  it.each([
    'http://www.journal.example/jwks.json',
    'https://user:word@www.journal.example/jwks.json',
    'https://www.journal.example:8443/jwks.json',
    'https://www.journal.example/jwks.json#1',
    'https://localhost/jwks.json',
    'https://api.localhost/jwks.json',
    'https://printer.local/jwks.json',
    'https://vault.internal/jwks.json',
    'https://metadata/jwks.json',
    'https://127.0.0.1/jwks.json',
    'https://127.1/jwks.json',
    'https://2130706433/jwks.json',
    'https://0x7f.1/jwks.json',
    'https://[::1]/jwks.json',
    'https://[::ffff:10.0.0.1]/jwks.json',
    'file:///etc/passwd',
    'ftp://www.journal.example/jwks.json',
    'no address',
    '',
  ])('is not %s', (address) => {
    expect(publicHttpsUrl(address)).toBeNull()
  })

  it('is one on the internet, by its name or its address', () => {
    expect(publicHttpsUrl('https://www.journal.example/.well-known/jwks.json?v=1')?.host).toBe(
      'www.journal.example',
    )
    expect(publicHttpsUrl('https://1.1.1.1/jwks')?.host).toBe('1.1.1.1')
    expect(publicHttpsUrl('https://[2606:4700::1111]/jwks')?.host).toBe('[2606:4700::1111]')
  })
})
