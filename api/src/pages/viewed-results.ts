import type { Directory } from '../cache/directory.ts'
import type { ProposalLookup } from '../cache/proposal-lookup.ts'
import type { ResultCache } from '../cache/results.ts'
import type { TranslationCatalogue } from '../cache/translations.ts'
import { phaseAt, showsResults } from '../domain/consultations/phases.ts'
import { ProblemError } from '../domain/problem-error.ts'
import type { OpinionGroupReports } from '../jobs/opinion-groups.ts'
import { presentAction, presentConsultation, presentOpinionGroups } from '../presenters/consultations.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import { OWN_PUBLISHER_KEY } from '../wire/constants.ts'
import type { ActionState, Consultation, ResultsView } from '../wire/index.ts'
import { wantedLanguage } from './consultation-language.ts'
import { wordsIn } from './languages.ts'
import { pictureOf } from './pictures/picture.ts'
import type { PictureJob } from './pictures/picture-program.ts'
import { addressFor, keptLanguage } from './reader-context.ts'
import { resultsViewOf, type ViewedResults, type ViewRequest } from './results-view.ts'

/** Where what is published comes from. */
export interface ViewSources {
  results: Pick<ResultCache, 'tagged'>
  groups: Pick<OpinionGroupReports, 'report'>
  store: Pick<Store, 'actions'>
  directory: Pick<Directory, 'referrer' | 'wordsUnder'>
  proposals: Pick<ProposalLookup, 'byId'>
  translations: Pick<TranslationCatalogue, 'of'>
  publicUrl: string
  runtime: { now(): number }
}

export interface ViewAsked extends ViewRequest {
  /** Of the sentences; without it, the language of the consultation. */
  lang?: string | undefined
  /** Public key of the publisher in whose article it stands. */
  publisher?: string | undefined
}

/** How it speaks: in the words of the consultation and the publisher, where they have their own. */
const wordsFor = (record: ConsultationRecord, { lang, publisher }: ViewAsked, { directory }: ViewSources) =>
  wordsIn(lang ?? record.language, directory.wordsUnder(record.id, publisher))

/** The address of the page, which then counts its votes for the same publisher, and speaks its words in the same language. */
function pageFor(consultation: Consultation, { publisher }: ViewAsked, { directory }: ViewSources): string {
  const publisherKey = directory.referrer(publisher)?.publicKey ?? OWN_PUBLISHER_KEY
  const lang = keptLanguage(consultation)
  return addressFor({ publisherKey, channel: '', proposal: '', lang }, consultation.url)
}

/** As much of it as the view shows. */
async function publishedOf(
  consultation: ConsultationRecord,
  view: ResultsView['view'],
  { results, groups, store }: ViewSources,
): Promise<ViewedResults> {
  const [{ results: current, list }, report, actions] = await Promise.all([
    results.tagged(consultation),
    view === 'groups' ? groups.report(consultation.id) : null,
    view === 'action' ? store.actions.announced(consultation.id) : [],
  ])
  return {
    results: current,
    proposalOf: (id) => list.of(new Set([id])).get(id),
    groups: report ? presentOpinionGroups(report, list.texts()) : null,
    actions: actions.map((action) => presentAction<ActionState>(action)),
    written: consultation.language,
  }
}

/** What turns the texts of a consultation into the language that is asked for, where it is held in it. */
async function translated(record: ConsultationRecord, lang: string | undefined, sources: ViewSources) {
  const translations = await sources.translations.of(record)
  const language = wantedLanguage(record, lang)
  return {
    texts: translations?.consultation(record, language),
    shown: <Document>(document: Document): Document => translations?.document(document, language) ?? document,
  }
}

/** A part of the results as it may be shown now; before they are published, when they are expected. */
export async function viewOf(
  record: ConsultationRecord,
  asked: ViewAsked,
  sources: ViewSources,
): Promise<ResultsView> {
  const { texts, shown } = await translated(record, asked.lang, sources)
  const consultation = presentConsultation(record, sources.publicUrl, sources.runtime.now(), texts)
  const found = showsResults(consultation.phase) ? await publishedOf(record, asked.view, sources) : null
  const published = found && { ...shown(found), proposalOf: (id: string) => shown(found.proposalOf(id)) }
  const view = resultsViewOf(consultation, published, asked, wordsFor(record, asked, sources))
  return { ...view, link: { ...view.link, url: pageFor(consultation, asked, sources) } }
}

/** The accepted proposal of this id in the consultation; null: there is none. */
export async function acceptedProposal(
  { id: consultationId }: ConsultationRecord,
  id: string,
  { proposals }: Pick<ViewSources, 'proposals'>,
): Promise<{ id: string; text: string } | null> {
  const proposal = await proposals.byId(id)
  return proposal?.status === 'accepted' && proposal.consultationId === consultationId
    ? { id, text: proposal.text }
    : null
}

/**
 * The picture of what is asked for: part of the results, or, before these are published, the question or the proposal.
 * Throws the problem `unknown-proposal`.
 */
export async function pictureJob(
  record: ConsultationRecord,
  asked: ViewAsked,
  format: PictureJob['format'],
  sources: ViewSources,
): Promise<PictureJob> {
  const { publicUrl, runtime } = sources
  const isPublished = showsResults(phaseAt(record, runtime.now()))
  const proposal =
    asked.proposal === undefined || isPublished
      ? undefined
      : await acceptedProposal(record, asked.proposal, sources)
  if (proposal === null) throw new ProblemError('unknown-proposal')
  const view = await viewOf(record, asked, sources)
  const consultation = presentConsultation(record, publicUrl, runtime.now())
  const words = wordsFor(record, asked, sources)
  const { shown } = await translated(record, asked.lang, sources)
  return { picture: pictureOf(consultation, view, words, shown(proposal)), format }
}
