import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  changeTheme,
  createTheme,
  findTheme,
  mergeTheme,
  placeProposals,
} from '../../api/src/administration/themes.ts'
import { type ComputeThemes, ThemeFinder } from '../../api/src/jobs/themes.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { TestAdministrator } from '../support/team.ts'

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const WORDS = [
  'train gare tramway wagon quai billet',
  'école classe élève cahier maître cantine',
  'forêt arbre sentier racine clairière bosquet',
  'hôpital médecin soins urgence infirmier malade',
].map((words) => words.split(' '))

/** Texts of four subjects, enough of them for the machine to look for themes. */
async function fill(count = 320): Promise<string[]> {
  const texts = Array.from({ length: count }, (_, index) => {
    const words = WORDS[index % WORDS.length] ?? []
    const [one, two] = [words[index % 5], words[(index * 7 + 1) % 6]]
    return `Il faut ${one} ${two} avec le projet numéro ${index}`
  })
  return newsroom.api.addProposals(newsroom.consultation, texts)
}

const all = () => newsroom.api.services.store.themes.all(newsroom.consultation.id)
const find = () => newsroom.api.services.themes.refresh(newsroom.consultation.id, 'find')
const make = (name: string) => createTheme(newsroom.api.context, newsroom.consultation, { name })
const placeOf = async (proposal: string) =>
  (await newsroom.api.services.store.themes.placements(newsroom.consultation.id)).find(
    ({ proposalId }) => proposalId === proposal,
  )

describe('Themes', () => {
  it('are found in a thread, named and filled, and left alone where nothing came', async () => {
    await fill()
    await newsroom.api.services.themes.refreshDue([newsroom.consultation])
    const found = await all()
    expect(found.length).toBeGreaterThanOrEqual(4)
    expect(found.every(({ name, accepted, isKept }) => name !== '' && accepted > 0 && !isKept)).toBe(true)
    const { revision } = (await newsroom.api.services.store.themes.state(newsroom.consultation.id)) ?? {}
    await newsroom.api.services.themes.refreshDue([newsroom.consultation])
    expect(await newsroom.api.services.store.themes.state(newsroom.consultation.id)).toMatchObject({
      revision,
    })
  })

  it('keep what the team named, merged and moved when they are looked for again', async () => {
    const ids = await fill()
    await find()
    const { api, consultation } = newsroom
    const [first, second, third] = (await all()).toSorted((one, other) => other.accepted - one.accepted)
    if (!first || !second || !third) throw new Error('There are fewer than three themes')
    await changeTheme(api.context, consultation, first.id, { ...wanted(first), name: 'Le rail' })
    await mergeTheme(api.context, consultation, second.id, { into: third.id, revision: second.revision })
    await placeProposals(api.context, consultation, { theme: first.id, proposals: [ids[3] ?? ''] })
    await find()
    const after = await all()
    expect(after.find(({ id }) => id === first.id)).toMatchObject({ name: 'Le rail', isKept: true })
    expect(after.find(({ id }) => id === second.id)).toBeUndefined()
    expect(after.find(({ id }) => id === third.id)?.accepted).toBeGreaterThanOrEqual(third.accepted)
    expect(after.map(({ name }) => name)).not.toContain(second.name)
    expect(await placeOf(ids[3] ?? '')).toMatchObject({ themeId: first.id, isMoved: true })
    expect(await store('theme.merge')).toMatchObject([{ before: { name: second.name } }])
  })

  it('are not overwritten where the team changed one while they were computed', async () => {
    const { services } = newsroom.api
    const compute: ComputeThemes = async () => {
      await make('À la main')
      return {
        themes: [{ id: null, name: 'Trop tard', profile: new Map([['tard', 1]]) }],
        ended: [],
        places: [],
      }
    }
    await make('Avant')
    const { now, id } = services.runtime
    const finder = new ThemeFinder({ store: services.store, now, id, compute })
    await expect(finder.refresh(newsroom.consultation.id, 'find')).rejects.toThrow(/constraint/)
    expect((await all()).map(({ name }) => name)).toEqual(['Avant', 'À la main'])
  })

  it('are made and filled by hand below 300 proposals, filter the queue, and are told in exports', async () => {
    const { api, consultation, proposals } = newsroom
    const theme = await make('Les arbres')
    await placeProposals(api.context, consultation, { theme: theme.id, proposals: [proposals[0] ?? ''] })
    const page = (of: string | null, isUnread = false) =>
      api.services.store.moderation.page({
        consultationId: consultation.id,
        status: null,
        isUnread,
        skeleton: '',
        group: { theme: of },
        after: null,
        limit: 10,
      })
    expect((await page(theme.id)).map(({ id, theme: of }) => [id, of])).toEqual([[proposals[0], theme.id]])
    expect((await page(null)).map(({ id }) => id)).toEqual(expect.arrayContaining(proposals.slice(1)))
    expect(await findTheme(api.services.store, consultation, theme.id)).toMatchObject({
      accepted: 1,
      pending: 0,
    })
    await newsroom.api.services.themes.refreshDue([consultation])
    expect(await all()).toHaveLength(1)
    const listed = await api.services.store.proposals.list(consultation.id, null)
    expect(listed.find(({ id }) => id === proposals[0])?.theme).toBe('Les arbres')
    expect(listed.filter(({ theme: of }) => of === null)).toHaveLength(proposals.length - 1)
  })

  it('that do not exist are no filter of the queue: the answer says so', async () => {
    const administrator = await TestAdministrator.join(newsroom.api)
    const path = `consultations/${newsroom.consultation.slug}/proposals`
    const { detail } = expectProblem(
      await administrator.ask('GET', `${path}?theme=AAAAAAAAAAAA`),
      'unknown-theme',
    )
    expect(detail).toContain('AAAAAAAAAAAA')
    expect((await administrator.ask('GET', `${path}?theme=none`)).statusCode).toBe(200)
  })

  it('have names of their own, and hold proposals of their consultation only', async () => {
    const { api, consultation } = newsroom
    const theme = await make('Les arbres')
    await expect(make('les ARBRES')).rejects.toMatchObject({ code: 'invalid-request' })
    await expect(make('  ')).rejects.toMatchObject({ code: 'invalid-request' })
    const foreign = { theme: theme.id, proposals: ['AAAAAAAAAAAA'] }
    await expect(placeProposals(api.context, consultation, foreign)).rejects.toMatchObject({
      facts: { errors: [{ pointer: '/proposals/0', code: 'unknown-proposal' }] },
    })
    await expect(
      mergeTheme(api.context, consultation, theme.id, { into: theme.id, revision: 1 }),
    ).rejects.toThrow()
    const renamed = changeTheme(api.context, consultation, theme.id, { ...wanted(theme), revision: 7 })
    await expect(renamed).rejects.toMatchObject({ code: 'changed-meanwhile' })
  })
})

describe('Themes of published results', () => {
  const RESULTS = '2026-06-02T12:00:00Z'
  let theme: Awaited<ReturnType<typeof make>>
  let slug: string
  beforeEach(async () => {
    const { api } = newsroom
    slug = 'themed'
    const consultation = await api.addConsultation({ slug, resultsAt: '2026-06-01T08:00:00+02:00' })
    const [trees, stations] = await api.addProposals(consultation, [
      'Il faut planter des arbres',
      'Il faut rouvrir les gares',
    ])
    theme = await createTheme(api.context, consultation, { name: 'Les <arbres>' })
    await placeProposals(api.context, consultation, { theme: theme.id, proposals: [trees ?? ''] })
    await api.file.run(
      `UPDATE tallies SET agree = 30, disagree = 10 WHERE proposal_id IN ('${trees}', '${stations}')`,
    )
    newsroom = { ...newsroom, consultation }
    api.runtime.set(RESULTS)
  })
  const get = async (path: string) => (await newsroom.api.app.inject(path)).body

  it('stand on the page with their size and agreement, and filter the list of all proposals', async () => {
    const page = await get(`/c/${slug}?theme=${theme.id}`)
    expect(page).toContain('Les &lt;arbres>')
    expect(page).toContain('<circle cx="75.0%"')
    const list = page.slice(page.indexOf('id="all"'))
    expect(list).toContain('planter des arbres')
    expect(list).not.toContain('rouvrir les gares')
  })

  it('are in the open data and in an answer of their own, and change with what the team says', async () => {
    expect(JSON.parse(await get(`/v1/consultations/${slug}/themes`))).toEqual({
      themes: [
        {
          id: theme.id,
          name: 'Les <arbres>',
          proposals: 1,
          votes: 40,
          agree: 0.75,
          consensus: 1,
          controversy: 0,
        },
      ],
      withoutTheme: 1,
    })
    expect(await get(`/v1/consultations/${slug}/data/proposals.csv`)).toContain('Les <arbres>')
    const { api, consultation } = newsroom
    await changeTheme(api.context, consultation, theme.id, {
      ...wanted(await findTheme(api.services.store, consultation, theme.id)),
      isHidden: true,
    })
    expect(await get(`/c/${slug}`)).not.toContain('Les &lt;arbres>')
    expect(await get(`/v1/consultations/${slug}/data/proposals.csv`)).not.toContain('Les <arbres>')
  })
})

const wanted = ({ name, isKept, isHidden, revision }: Awaited<ReturnType<typeof make>>) => ({
  name,
  isKept,
  isHidden,
  revision,
})

async function store(act: string) {
  const query = { consultationId: newsroom.consultation.id, subject: null, before: null, limit: 50 }
  return (await newsroom.api.services.store.audit.page(query)).filter((entry) => entry.act === act)
}
