import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addPartner, removePartner } from '../../api/src/administration/partners.ts'
import type { NewPartner } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

const EVIL = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300" onload="alert(1)">
  <script>alert(2)</script><image href="file:///etc/passwd"/><rect width="900" height="300" fill="#1f4e8c"/></svg>`

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const get = (url: string) => newsroom.api.app.inject(url)
/** Elements that repeat each other: nine times nine times nine … */
function bomb(levels: number): string {
  const level = (index: number) => `<g id="a${index}">${`<use href="#a${index - 1}"/>`.repeat(9)}</g>`
  const defs = Array.from({ length: levels }, (_, index) => level(index + 1)).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><defs><rect id="a0" width="9" height="9"/>${defs}</defs><use href="#a${levels}"/></svg>`
}

const add = (more: Partial<NewPartner> = {}, logo?: Uint8Array) =>
  addPartner(
    newsroom.api.context,
    newsroom.consultation,
    { name: 'Région Centre', role: 'institution', ...more },
    logo,
  )

describe('A partner', () => {
  it('stands on the page under its role, in the order of the roles', async () => {
    await add()
    await add({ name: 'Le Journal <b>', role: 'founding', url: 'https://www.journal.example/' })
    const { body } = await get('/c/territoires')
    expect(body.indexOf('Partenaires fondateurs')).toBeLessThan(body.indexOf('Institutions'))
    expect(body).toContain(
      '<a href="https://www.journal.example/" rel="noopener"><bdi>Le Journal &lt;b></bdi></a>',
    )
  })

  it('leaves, and takes its logo along', async () => {
    const partner = await add({}, Buffer.from(EVIL))
    await removePartner(newsroom.api.context, partner)
    expect((await get('/c/territoires')).body).not.toContain('Région Centre')
    expectProblem(await get(`/images/${partner.logo?.id}`), 'not-found')
  })

  it.each([
    ['an empty name', { name: ' ' }],
    ['an address that runs', { url: 'javascript:alert(1)' }],
  ])('is refused with %s', async (_name, wrong) => {
    await expect(add(wrong)).rejects.toMatchObject({ code: 'invalid-request' })
  })
})

describe('A logo', () => {
  it('is drawn again from its pixels: nothing of the file comes through', async () => {
    const { logo } = await add({}, Buffer.from(EVIL))
    expect(logo).toMatchObject({ width: 480, height: 160 })
    const response = await get(`/images/${logo?.id}`)
    expect(response.headers['content-type']).toBe('image/webp')
    expect(response.headers['cache-control']).toContain('immutable')
    expect(response.rawPayload.toString('latin1')).not.toMatch(/script|alert|svg|passwd/)
    const { format } = await sharp(response.rawPayload).metadata()
    expect(format).toBe('webp')
    expect((await get('/c/territoires')).body).toContain(
      `<img src="../images/${logo?.id}" alt="Région Centre"`,
    )
  })

  it('keeps no metadata, such as the place where a photo was taken', async () => {
    const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
      .withExif({ IFD0: { Copyright: 'a secret place' } })
      .jpeg()
      .toBuffer()
    const { logo } = await add({}, photo)
    const { rawPayload } = await get(`/images/${logo?.id}`)
    expect(rawPayload.toString('latin1')).not.toContain('secret')
    expect((await sharp(rawPayload).metadata()).exif).toBeUndefined()
  })

  it.each([
    ['what is no picture', Buffer.from('hello')],
    ['half a picture', Buffer.from(EVIL).subarray(0, 80)],
    ['nothing', Buffer.alloc(0)],
    ['more than two megabytes', Buffer.alloc(2_000_001)],
    ['a bomb of repetitions', Buffer.from(bomb(9))],
    ['a bomb of repetitions, compressed', gzipSync(bomb(9))],
    ['a bomb of repetitions, in another encoding', Buffer.from(`\ufeff${bomb(9)}`, 'utf16le')],
    [
      'made of filters',
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><filter id="f">${'<feTurbulence baseFrequency="0.01" numOctaves="9"/>'.repeat(40)}</filter></svg>`,
      ),
    ],
    [
      'a bomb of pixels',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="30000" height="30000"></svg>'),
    ],
  ])('is refused when it is %s', async (_name, file) => {
    await expect(add({}, file)).rejects.toMatchObject({
      code: 'invalid-request',
      facts: { errors: [{ pointer: '/logo' }] },
    })
    expect(await newsroom.api.services.store.partners.all(newsroom.consultation.id)).toEqual([])
  })

  it.each(['/images/nothing', '/images/..%2f..%2fpackage.json', '/images/'])(
    'is not there at %s',
    async (url) => {
      expect([400, 404]).toContain((await get(url)).statusCode)
    },
  )
})
