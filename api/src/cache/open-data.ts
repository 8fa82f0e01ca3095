import type { Readable } from 'node:stream'
import { Readable as Stream } from 'node:stream'
import { dataPackage, type Resource, resourceCsv, resourceJson } from '../exports/data-package.ts'
import {
  type CommentRow,
  commentsResource,
  daysResource,
  type GroupRow,
  groupsResource,
  type ProposalRow,
  proposalsResource,
  type SegmentRow,
  segmentsResource,
} from '../exports/open-data-resources.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import { SMALLEST_CROWD } from '../wire/constants.ts'
import type { OpenDataFile } from '../wire/index.ts'
import { opinionReport } from '../wire/opinion-groups.ts'
import type { DaySums } from './day-sums.ts'
import type { Download } from './downloads.ts'
import type { ResultCache } from './results.ts'
import type { ThemeCatalogue } from './themes.ts'

const LICENCES = {
  'CC-BY-4.0': {
    title: 'Creative Commons Attribution 4.0',
    path: 'https://creativecommons.org/licenses/by/4.0/',
  },
  'CC0-1.0': { title: 'CC0 1.0', path: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  'ODbL-1.0': {
    title: 'Open Data Commons Open Database License 1.0',
    path: 'https://opendatacommons.org/licenses/odbl/1-0/',
  },
  'etalab-2.0': {
    title: 'Licence Ouverte / Open Licence 2.0',
    path: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
  },
} as const

const VERSION_LENGTH = 10

export interface OpenDataOptions {
  store: Pick<Store, 'proposals' | 'cohorts' | 'actions' | 'partners' | 'opinionGroups'>
  results: Pick<ResultCache, 'latest' | 'downloads'>
  daySums: Pick<DaySums, 'of'>
  themes: Pick<ThemeCatalogue, 'of'>
  publicUrl: string
  now(): number
}

/** A number that may be told: none, or a crowd. */
const shown = (votes = 0): number | null => (votes === 0 || votes >= SMALLEST_CROWD ? votes : null)

/** The files of a consultation's open data, as they stand; kept until a vote, a text or a decision changes them. */
export class OpenData {
  readonly #options: OpenDataOptions

  constructor(options: OpenDataOptions) {
    this.#options = options
  }

  /** One of the files, whole; the caller decides who may see it. */
  async file(consultation: ConsultationRecord, file: OpenDataFile): Promise<Download> {
    const { results, store } = this.#options
    // Groups are computed some time after the votes.
    const groups = file.startsWith('groups') ? await store.opinionGroups.state(consultation.id) : undefined
    return results.downloads.get(consultation, `data ${file} ${groups?.computedAt ?? ''}`, () =>
      this.#make(consultation, file),
    )
  }

  async #make(consultation: ConsultationRecord, file: OpenDataFile): Promise<AsyncIterable<unknown>> {
    const [name, extension] = file.split('.') as [string, 'csv' | 'json']
    const written = <Row>(resource: Resource<Row>, rows: Iterable<Row>): Readable =>
      extension === 'csv' ? resourceCsv(resource, rows) : Stream.from(resourceJson(resource, rows))
    switch (name) {
      case 'proposals':
        return written(proposalsResource(consultation.settings), await this.#proposals(consultation))
      case 'segments':
        return written(segmentsResource, await this.#segments(consultation))
      case 'groups':
        return written(groupsResource, await this.#groups(consultation))
      case 'days':
        return written(daysResource, await this.#options.daySums.of(consultation))
      case 'comments':
        return written(commentsResource, await this.#comments(consultation))
      default:
        return Stream.from([`${JSON.stringify(await this.#package(consultation), null, 2)}\n`])
    }
  }

  async #proposals(consultation: ConsultationRecord): Promise<ProposalRow[]> {
    const { store, results } = this.#options
    const { list } = await results.latest(consultation)
    const { themes, themeOf } = await this.#options.themes.of(consultation.id)
    const themeNames = new Map(themes.map(({ id, name }) => [id, name]))
    const byClass = new Map(
      (await store.cohorts.votesByClass(consultation.id)).map((row) => [
        `${row.proposalId} ${row.class}`,
        row.votes,
      ]),
    )
    const actions = new Map<string, string[]>()
    for (const action of await store.actions.announced(consultation.id))
      for (const { id } of action.proposals) actions.set(id, [...(actions.get(id) ?? []), action.id])
    return Array.from(list.each(), ({ proposal, zone, place }) => ({
      proposal,
      zone,
      place,
      theme: themeNames.get(themeOf.get(proposal.id) ?? '') ?? null,
      notCounted: {
        unverified: shown(byClass.get(`${proposal.id} unverified`)),
        setAside: shown(byClass.get(`${proposal.id} set-aside`)),
      },
      actions: actions.get(proposal.id) ?? [],
    }))
  }

  async #segments(consultation: ConsultationRecord): Promise<SegmentRow[]> {
    const { results } = await this.#options.results.latest(consultation)
    return results.segments.flatMap((segment) =>
      segment.consensus.map(({ id, agree }) => ({ segment, proposal: id, agree })),
    )
  }

  async #groups({ id }: ConsultationRecord): Promise<GroupRow[]> {
    const found = await this.#options.store.opinionGroups.find(id)
    if (!found) return []
    const { proposals } = opinionReport.parse(JSON.parse(found.report))
    return proposals.flatMap(({ id: proposal, consensus, groups }) =>
      groups.map(({ group, agreement }) => ({ group, proposal, consensus, agreement })),
    )
  }

  async #comments(consultation: ConsultationRecord): Promise<CommentRow[]> {
    const { store, results } = this.#options
    const { list } = await results.latest(consultation)
    const tallied = new Map(Array.from(list.each(), ({ proposal }) => [proposal.id, proposal]))
    const listed: { id: string; createdAt: number }[] = []
    for await (const { id, createdAt } of store.proposals.eachListed(consultation.id))
      if (tallied.has(id)) listed.push({ id, createdAt })
    return listed
      .sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1))
      .flatMap(({ id, createdAt }, number) => {
        const found = tallied.get(id)
        return found
          ? [
              {
                number,
                createdAt,
                text: found.text,
                agree: found.tallies.agree,
                disagree: found.tallies.disagree,
              },
            ]
          : []
      })
  }

  async #package(consultation: ConsultationRecord) {
    const { store, results, publicUrl, now } = this.#options
    const { slug, question, introduction, language, opensAt, closesAt, settings } = consultation
    const { changedAt, etag } = await results.latest(consultation)
    const partners = await store.partners.all(consultation.id)
    const founding = partners.filter(({ role }) => role === 'founding').map(({ name }) => name)
    const { licence } = settings.results
    const created = new Date(changedAt).toISOString()
    const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10)
    return dataPackage(
      {
        slug,
        title: question,
        description: introduction || question,
        homepage: `${publicUrl}/c/${slug}`,
        language,
        publishers: founding.length > 0 ? founding : ['Unisson'],
        licence: { name: licence, ...LICENCES[licence] },
        version: `${created.slice(0, 10)}+${etag.replace(/[^\w]/g, '').slice(0, VERSION_LENGTH)}`,
        created,
        days: { from: day(opensAt), to: day(Math.min(closesAt, now())) },
      },
      [proposalsResource(settings), segmentsResource, groupsResource, daysResource, commentsResource],
    )
  }
}
