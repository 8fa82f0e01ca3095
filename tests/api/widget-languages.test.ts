import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApi, type TestApi } from '../support/api.ts'

const manifest = JSON.parse(
  readFileSync(new URL('../../widget/dist/manifest.json', import.meta.url), 'utf8'),
) as { apps: Record<string, string>; later: Record<string, string> }

let api: TestApi
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.close())

describe('the widget', () => {
  it.each([
    ['ar-DZ', 'ar'],
    ['no', 'nb'],
    ['iw', 'he'],
    ['nn', 'nb'],
    ['zh-TW', 'fr'],
    ['undefined', 'fr'],
    ['', 'fr'],
    ['fr_FR', 'fr'],
  ])('is given to a page in "%s" in %s, by its one name, and kept for good', async (tag, language) => {
    for (const files of [manifest.apps, manifest.later]) {
      const address = `/${files['fr']?.replace('.fr.', `.${encodeURIComponent(tag)}.`)}`
      const answer = await api.app.inject(address)
      expect(answer.statusCode, address).toBe(200)
      expect(answer.headers['cache-control']).toContain('immutable')
      expect(answer.headers['content-type']).toContain('text/javascript')
      expect(answer.body).toBe(`export * from './${files[language]?.replace('embed/', '')}'\n`)
    }
  })

  it('is its own file for each language', async () => {
    const answer = await api.app.inject(`/${manifest.apps['el']}`)
    expect(answer.body).toBe(
      readFileSync(new URL(`../../widget/dist/${manifest.apps['el']}`, import.meta.url), 'utf8'),
    )
  })

  it('is not looked for outside its folder', async () => {
    for (const tag of ['..%2F..%2Fpackage', '%00', '..', 'a.b'])
      expect((await api.app.inject(`/embed/app.${tag}.000000.js`)).statusCode).toBeGreaterThanOrEqual(400)
  })
})
