import fastCheck from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createShareLink } from '../../api/src/administration/share-links.ts'
import { mergedArticles } from '../../api/src/domain/articles/article-merges.ts'
import { updateArticleAddresses } from '../../api/src/jobs/article-addresses.ts'
import type {
  ArticleDetails,
  ArticleMergesAnswer,
  ArticlesFound,
  StatisticsAnswer,
  TopProposalsAnswer,
} from '../../api/src/wire/index.ts'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf } from '../support/reader.ts'
import { Editor, readArticle } from '../support/statistics.ts'
import { TestAdministrator } from '../support/team.ts'

const HOUR = 3_600_000
const PATHS = ['/un', '/deux', '/trois', '/quatre', '/cinq']

let newsroom: Newsroom
let editor: Editor
const ids: string[] = []

const idOf = async (path: string): Promise<string> =>
  (await newsroom.api.file.one<string>('SELECT id FROM articles WHERE url = ?', ORIGIN + path)) ?? ''

function ask(method: 'PUT' | 'DELETE' | 'PATCH', path: string, body?: object, key = editor.key) {
  newsroom.api.runtime.pass(1)
  return newsroom.api.app.inject({
    method,
    url: `/v1/publisher/articles/${path}`,
    headers: { authorization: `Bearer ${key}` },
    ...(body ? { payload: body } : {}),
  })
}
const merge = (id: string, into: string) => ask('PUT', `${id}/merge`, { into })
const unmerge = (id: string) => ask('DELETE', `${id}/merge`)
const details = async (id: string) => documentOf<ArticleDetails>(await editor.get(`articles/${id}`))

const COUNTED = [
  'loads',
  'views',
  'readersLoaded',
  'readersViewed',
  'readersEngaged',
  'readersProposed',
  'readersFinished',
  'votes',
  'proposals',
  'proposalsAccepted',
] as const
type Figures = Record<string, number>

const figuresOf = (row: object): Figures =>
  Object.fromEntries(COUNTED.map((name) => [name, (row as Figures)[name] ?? 0]))

/** What the API says of each article, and of each by day and by consultation. */
/** What readers have just done by article is there once it is on disk. */
async function articleFigures(): Promise<Map<string, Figures>> {
  await newsroom.api.services.recorder.flush()
  const { results } = await editor.query({ dimensions: ['article'], dateRange: 'all' })
  return new Map(results.map((row) => [row.article?.id ?? '', figuresOf(row)]))
}

const everything = async (): Promise<unknown> => {
  await newsroom.api.services.recorder.flush()
  const queries = [
    { dimensions: ['article'] },
    { dimensions: ['article', 'consultation'] },
    { dimensions: ['hour', 'article'] },
    { dimensions: ['day'] },
    ...ids.map((id) => ({
      dimensions: ['hour'],
      filters: [{ dimension: 'article', in: [id] }],
    })),
  ]
  const answers: StatisticsAnswer[] = []
  for (const query of queries) answers.push(await editor.query({ dateRange: 'all', ...query } as never))
  return answers.map(({ results, totals }) => ({ results, totals }))
}

beforeAll(async () => {
  newsroom = await openNewsroom()
  editor = await Editor.withKey(newsroom)
  const [tree = ''] = newsroom.proposals
  for (const [index, path] of PATHS.entries()) {
    for (let reader = 0; reader <= index * 2; reader++) {
      await readArticle(newsroom, path, { votes: reader % 2 === 0 })
      newsroom.api.runtime.pass(HOUR / 2)
    }
    const both = await readArticle(newsroom, path)
    await both.propose(`Il faut écrire davantage sur ${path.slice(1)}`)
    both.leave()
    await both.report('view', { url: `${ORIGIN}${PATHS[0]}` })
    await both.vote(tree, { vote: 'disagree' })
  }
  ids.push(...(await Promise.all(PATHS.map(idOf))))
})
afterAll(() => newsroom.api.close())

const add = (one: Figures, other: Figures): Figures =>
  Object.fromEntries(COUNTED.map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]))

describe('Merged articles', () => {
  it('count together, at whatever order they are merged and parted, and leave no trace', async () => {
    const before = await everything()
    const alone = await articleFigures()
    const step = fastCheck.record({
      what: fastCheck.constantFrom('merge', 'merge', 'unmerge' as const),
      one: fastCheck.nat(PATHS.length - 1),
      other: fastCheck.nat(PATHS.length - 1),
    })
    await fastCheck.assert(
      fastCheck.asyncProperty(fastCheck.array(step, { maxLength: 8 }), async (steps) => {
        const into = new Map<string, string>()
        const model = () => mergedArticles([...into].map(([articleId, intoId]) => ({ articleId, intoId })))
        for (const { what, one, other } of steps) {
          const [id, target] = [ids[one] ?? '', ids[other] ?? '']
          const { rootOf } = model()
          if (what === 'unmerge') {
            expect((await unmerge(id)).statusCode).toBe(into.has(id) ? 200 : 409)
            into.delete(id)
          } else {
            const isPossible = rootOf(id) === id && rootOf(target) !== id
            expect((await merge(id, target)).statusCode).toBe(isPossible ? 200 : 409)
            if (isPossible) into.set(id, rootOf(target))
          }
        }
        const { rootOf } = model()
        const expected = new Map<string, Figures>()
        for (const [id, figures] of alone) {
          const known = expected.get(rootOf(id))
          expected.set(rootOf(id), known ? add(known, figures) : figures)
        }
        expect(Object.fromEntries(await articleFigures())).toEqual(Object.fromEntries(expected))
        for (const id of into.keys()) await unmerge(id)
        expect(await everything()).toEqual(before)
      }),
      { numRuns: 12 },
    )
  })

  it('go on counting where they did: readers who come meanwhile are where they were after the merge is undone', async () => {
    const [one = '', two = ''] = ids
    const alone = await articleFigures()
    await merge(two, one)
    const reader = await readArticle(newsroom, PATHS[1] ?? '', { votes: true })
    await reader.vote(newsroom.proposals[1] ?? '', { vote: 'agree' })
    const together = (await articleFigures()).get(one)
    const sum = add(alone.get(one) ?? {}, alone.get(two) ?? {})
    expect(together).toMatchObject({
      views: (sum['views'] ?? 0) + 1,
      readersViewed: (sum['readersViewed'] ?? 0) + 1,
      votes: (sum['votes'] ?? 0) + 2,
    })
    await unmerge(two)
    const after = await articleFigures()
    expect(after.get(one)).toEqual(alone.get(one))
    expect(after.get(two)).toMatchObject({ views: (alone.get(two)?.['views'] ?? 0) + 1 })
  })

  it('are asked for by any of their addresses, and say that readers may count twice', async () => {
    const [one = '', two = ''] = ids
    await merge(two, one)
    const ofAddress = (id: string) =>
      editor.query({ dateRange: 'all', filters: [{ dimension: 'article', in: [id] }] })
    const [asked, whole] = [await ofAddress(two), await ofAddress(one)]
    expect(asked.totals).toEqual(whole.totals)
    expect(whole.meta.warnings.map(({ code }) => code)).toContain('merged-articles')
    const { results } = await editor.query({ dateRange: 'all', dimensions: ['article'] })
    expect(results.map(({ article }) => article?.id)).not.toContain(two)
    await unmerge(two)
    expect((await ofAddress(one)).meta.warnings.map(({ code }) => code)).not.toContain('merged-articles')
  })

  it('are one in downloads as well', async () => {
    const [one = '', two = ''] = ids
    const lines = async () => (await editor.get('stats/articles.csv?period=all')).body.split('\r\n').length
    const before = await lines()
    await merge(two, one)
    expect(await lines()).toBe(before - 1)
    await unmerge(two)
    expect(await lines()).toBe(before)
  })

  it('show of votes what was shown of each', async () => {
    const [, , doctors = ''] = newsroom.proposals
    for (const path of ['/gauche', '/droite'])
      for (let time = 0; time < 55; time++) {
        const reader = newsroom.reader()
        await reader.report('view', { url: ORIGIN + path })
        await reader.vote(doctors, { vote: 'agree' })
      }
    const [left, right] = [await idOf('/gauche'), await idOf('/droite')]
    const agreed = async (id: string) =>
      documentOf<TopProposalsAnswer>(await editor.get(`stats/top-proposals?article=${id}`)).proposals.map(
        ({ agree }) => agree,
      )
    expect([await agreed(left), await agreed(right)]).toEqual([[55], [55]])
    await merge(left, right)
    expect([await agreed(left), await agreed(right)]).toEqual([[110], [110]])
    await unmerge(left)
    expect([await agreed(left), await agreed(right)]).toEqual([[55], [55]])
  })

  it('are listed with who made them, found no more, and logged for the team', async () => {
    const [one = '', two = '', three = ''] = ids
    expect(documentOf<ArticleDetails>(await merge(two, one)).mergedInto?.id).toBe(one)
    expectProblem(await merge(two, three), 'merged-already')
    expectProblem(await merge(one, two), 'merged-already')
    expectProblem(await merge(one, one), 'merged-already')
    expectProblem(await unmerge(three), 'not-merged')
    const { merges } = documentOf<ArticleMergesAnswer>(await editor.get('article-merges'))
    expect(merges).toMatchObject(
      [{ article: { id: two, url: `${ORIGIN}/deux` }, into: { id: one }, mergedBy: /Le Journal \(key_/ }].map(
        ({ mergedBy, ...rest }) => ({ ...rest, mergedBy: expect.stringMatching(mergedBy) }),
      ),
    )
    expect((await details(one)).merges.map(({ article }) => article.id)).toEqual([two])
    const search = async (text: string) =>
      documentOf<ArticlesFound>(await editor.get(`articles?search=${encodeURIComponent(text)}`)).articles.map(
        ({ id }) => id,
      )
    expect(await search('ARTICLE /')).toEqual(expect.arrayContaining([one, three]))
    expect(await search('ARTICLE /')).not.toContain(two)
    expect(await search('100%_!')).toEqual([])
    await unmerge(two)
    const team = await TestAdministrator.join(newsroom.api)
    const acts = (await team.audit()).map(({ act, subject }) => [act, subject])
    expect(acts).toEqual(
      expect.arrayContaining([
        ['article.merge', two],
        ['article.unmerge', two],
      ]),
    )
  })

  it('are made by the holder of a key, of articles of their own', async () => {
    const [one = '', two = ''] = ids
    const { token } = await createShareLink(newsroom.api.context, {
      publisher: newsroom.publisher,
      label: 'x',
      expiresAt: newsroom.api.runtime.now() + HOUR,
    })
    expectProblem(await ask('PUT', `${two}/merge`, { into: one }, token), 'key-needed')
    const other = await newsroom.api.addPublisher({ name: 'Autre', origins: ['https://autre.example'] })
    const foreign = await newsroom.api.addKey(other)
    expectProblem(await ask('PUT', `${two}/merge`, { into: one }, foreign), 'unknown-article')
    expectProblem(await ask('PATCH', one, { title: 'Faux' }, foreign), 'unknown-article')
    const { errors } = expectProblem(await merge(two, 'nothing'), 'invalid-request')
    expect(errors).toMatchObject([{ pointer: '/into' }])
  })
})

describe('An article that editors rename', () => {
  it('keeps their title whatever its page says, until they give it back', async () => {
    const [, , , , five = ''] = ids
    const title = async () => (await details(five)).article
    await ask('PATCH', five, { title: '  Le  bon titre ' })
    expect(await title()).toMatchObject({ title: 'Le bon titre', reportedTitle: 'Article /cinq' })
    for (let reader = 0; reader < 4; reader++)
      await newsroom.reader().report('view', { url: `${ORIGIN}/cinq`, title: 'Un autre' })
    expect(await title()).toMatchObject({ title: 'Le bon titre', reportedTitle: 'Un autre' })
    const { results } = await editor.query({ dateRange: 'all', dimensions: ['article'] })
    expect(results.find(({ article }) => article?.id === five)?.article?.title).toBe('Le bon titre')
    await ask('PATCH', five, { title: null })
    expect(await title()).toMatchObject({ title: 'Un autre' })
    expectProblem(await ask('PATCH', five, { title: ' ' }), 'invalid-request')
  })
})

describe('Articles stored by an older rule of addresses', () => {
  it('become one without losing a count, and part again when the publisher says so', async () => {
    const { publisher, api } = newsroom
    const [plain] = [await readArticle(newsroom, '/regle', { votes: true })]
    plain.leave()
    const stored = [
      `${ORIGIN}/regle/?gad_source=1`,
      `${ORIGIN}/regle?theme=nuit`,
      `${ORIGIN}/ancien/?fbclid=2`,
    ]
    for (const [index, url] of stored.entries()) {
      const path = `/temporaire-${index}`
      await readArticle(newsroom, path, { votes: true })
      await api.file.run('UPDATE articles SET url = ? WHERE url = ?', url, ORIGIN + path)
    }
    await api.file.run("UPDATE publishers SET address_rule = 'before'")
    const total = async () =>
      [...(await articleFigures()).values()].reduce((sum, { votes = 0 }) => sum + votes, 0)
    const before = await total()
    expect(await updateArticleAddresses(api.services.store, api.runtime.now())).toBe(2)
    expect(await updateArticleAddresses(api.services.store, api.runtime.now())).toBe(0)
    expect((await articleFigures()).get(await idOf('/regle'))).toMatchObject({ votes: 2 })
    expect((await articleFigures()).get(await idOf('/ancien'))).toMatchObject({ votes: 1 })
    expect(await total()).toBe(before)

    const team = await TestAdministrator.join(api, 'admin', 'Bea')
    const change = (parameters: object) =>
      team.do('PUT', `publishers/${publisher.id}`, {
        name: publisher.name,
        origins: publisher.origins,
        timeZone: publisher.timeZone,
        enabled: true,
        counting: 'full',
        parameters,
      })
    await change({ ignored: ['Theme'], kept: [] })
    await updateArticleAddresses(api.services.store, api.runtime.now())
    expect((await articleFigures()).get(await idOf('/regle'))).toMatchObject({ votes: 3 })
    const again = await readArticle(newsroom, '/regle?THEME=jour', { votes: true })
    again.leave()
    expect((await articleFigures()).get(await idOf('/regle'))).toMatchObject({ votes: 4 })
    await change({ ignored: [], kept: [] })
    await updateArticleAddresses(api.services.store, api.runtime.now())
    expect((await articleFigures()).get(await idOf('/regle'))).toMatchObject({ votes: 3 })
    expect(await total()).toBe(before + 1)
  })
})
