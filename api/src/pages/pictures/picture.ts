import { showsResults, takesVotes } from '../../domain/consultations/phases.ts'
import { DOT } from '../../domain/text/typography.ts'
import type { Consultation, ResultsView, ShownTranslation } from '../../wire/index.ts'
import type { Words } from '../words.ts'

/** What social networks ask for. */
export const PICTURE_SIZE = { width: 1200, height: 630 } as const

/** What a picture shows: the consultation's question, a proposal to vote on, or a part of the results. */
export interface Picture extends Omit<ResultsView, 'view' | 'phase' | 'link'> {
  kind: 'question' | 'proposal' | 'results'
  /** What the reader can do there; empty: only read. */
  call: string
  /** The address to read, without its scheme. */
  address: string
}

/** A proposal that is shown before its votes are. */
export interface PicturedProposal {
  text: string
  translation?: ShownTranslation | undefined
}

/**
 * What a picture shows: a part of the results once they are published (`view`), before that the question, or the proposal that
 * is asked for. No vote is told before the results.
 */
export function pictureOf(
  { phase, url }: Consultation,
  view: ResultsView,
  { say }: Pick<Words, 'say'>,
  proposal?: PicturedProposal,
): Picture {
  const { direction, question, title, note } = view
  const shared = {
    language: view.language,
    direction,
    question,
    title,
    note,
    address: new URL(url).host + new URL(url).pathname,
  }
  const isPublished = showsResults(phase)
  if (isPublished) {
    // In front of the numbers, so that a narrow line does not cut it off.
    const rows = view.rows.map((row) =>
      row.original === undefined
        ? row
        : { ...row, caption: `${say('widget.translated')}${DOT}${row.caption}` },
    )
    return { kind: 'results', ...shared, rows, call: '' }
  }
  const call = takesVotes(phase) ? say('page.haveMySay') : ''
  if (!proposal) return { kind: 'question', ...shared, rows: [], call }
  const { text, translation } = proposal
  const mark = translation?.origin === 'team' ? 'widget.translated' : 'widget.translatedByMachine'
  const row = { text, figure: '', caption: translation ? say(mark) : '', parts: [], marks: [] }
  return { kind: 'proposal', ...shared, rows: [row], call }
}

/** The words of a picture, for those who do not see it. */
export function pictureWords({ kind, question, title, rows: shown, note }: Picture): string {
  const listed = shown.map(({ text, caption }) => (caption === '' ? text : `${text} (${caption})`))
  const parts = kind === 'results' ? [question, title, ...listed, note] : [question, ...listed, title, note]
  return parts.filter(Boolean).join(' – ')
}
