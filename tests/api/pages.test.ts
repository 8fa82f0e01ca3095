import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</title><svg onload=alert(1)>',
  '&lt;b&gt; &amp; {{7*7}} #{7*7}',
]

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const page = (path = '/c/territoires') => newsroom.api.app.inject(path)
/** What a browser shows of an escaped text. */
const shown = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

describe("the consultation's own page", () => {
  it('says the question, the phase and the proposals, without a script', async () => {
    const response = await page()
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8')
    for (const text of [
      'Comment améliorer les conditions de vie',
      '30 avril 2026',
      '3 propositions',
      'Il faut planter des arbres',
    ]) {
      expect(response.body).toContain(text)
    }
    expect(response.body).toMatch(/^<!doctype html><html lang="fr">/)
    expect(response.body).not.toMatch(/<script|javascript:|\son[a-z]+=/i)
  })

  it('shows every text as text', async () => {
    const consultation = await newsroom.api.addConsultation({
      slug: 'hostile',
      proposalPrefix: '',
      question: `Que faire ? ${HOSTILE.join(' ')}`,
      introduction: HOSTILE.join(' '),
    })
    await newsroom.api.addProposals(consultation, HOSTILE)
    newsroom.api.file.run(
      'UPDATE proposals SET author_name = text WHERE consultation_id = ?',
      consultation.id,
    )
    const { body } = await page('/c/hostile')
    expect(body.match(/<(?:script|img|svg)/gi)).toBeNull()
    expect(body.match(/<title>/g)).toHaveLength(1)
    for (const text of HOSTILE) expect(shown(body)).toContain(text)
  })

  it('forbids everything but its own style sheet', async () => {
    const { headers } = await page()
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';style-src 'self';base-uri 'none';form-action 'none'",
    )
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    expect(headers['set-cookie']).toBeUndefined()
    const sheet = await page('/assets/consultation-page.css')
    expect(sheet.headers['content-type']).toBe('text/css; charset=utf-8')
  })

  it.each(['/c/nothing', '/c/Territoires', '/c/__proto__', '/c/%3Cscript%3E', `/c/${'a'.repeat(65)}`])(
    'is not there at %s',
    async (path) => {
      expect(expectProblem(await page(path)).status).toBe(404)
    },
  )
})

describe('files', () => {
  it.each([
    ...[
      '/assets/..%2f..%2fpackage.json',
      '/assets/%2e%2e/package.json',
      '/assets/../src/config.ts',
      '/assets/',
    ],
    ...['/embed/..%2f..%2fpackage.json', '/embed/..%5c..%5cpackage.json', '/embed/.', '/embed/..', '/embed/'],
    ...['/embed/nothing.js', '/embed/%00', '/assets/%00.css', '/embed/%2fetc%2fpasswd', '/assets/.env'],
  ])('%s is not one that is shown', async (path) => {
    const response = await page(path)
    expect([400, 404]).toContain(expectProblem(response).status)
    expect(response.body).not.toContain('"name"')
  })

  it('that are asked for in impossible parts or on impossible terms are problems, not failures', async () => {
    const url = '/assets/consultation-page.css'
    for (const headers of [{ range: 'bytes=99999999-' }, { 'if-match': '"nothing"' }]) {
      const response = await newsroom.api.app.inject({ url, headers })
      expect(response.statusCode).toBeGreaterThanOrEqual(400)
      expect(response.statusCode).toBeLessThan(500)
    }
  })
})
