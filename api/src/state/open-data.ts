import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { scored } from '../domain/rank-results.ts'
import { guardCell } from '../domain/spreadsheet-cells.ts'
import { TALLY_KEYS, tallyOf } from '../domain/votes.ts'
import type { TalliedProposal } from '../store/results.ts'
import { OPEN_DATA_COLUMNS } from '../wire/constants.ts'
import type { ConsultationSettings } from '../wire/index.ts'

type Proposals = AsyncIterable<TalliedProposal>

async function* rows(proposals: Proposals, settings: ConsultationSettings) {
  for await (const proposal of proposals) {
    const { votes, scores, zone, plebiscite } = scored(proposal, settings)
    yield [
      guardCell(proposal.text),
      guardCell(proposal.externalId ?? proposal.id),
      guardCell(proposal.authorName ?? ''),
      proposal.authorAge,
      votes,
      ...TALLY_KEYS.map((key) => tallyOf(proposal.tallies, key)),
      ...Object.values(scores).map(({ value }) => value.toFixed(4)),
      zone,
      plebiscite ? 1 : 0,
    ]
  }
}

/**
 * Open data as CSV (RFC 4180, UTF-8) that our own import takes back. Texts that a spreadsheet would run as formulas
 * begin with an apostrophe; numbers stay numbers, those below zero too.
 */
export function openDataCsv(proposals: Proposals, settings: ConsultationSettings): Readable {
  const text = stringify({
    header: true,
    columns: [...OPEN_DATA_COLUMNS],
    record_delimiter: 'windows',
  })
  // A fault on either side ends the download short of its end, which the client notices.
  pipeline(Readable.from(rows(proposals, settings)), text, () => undefined)
  return text
}

/** Open data as JSON Lines: a proposal with its tallies, rates and scores in each. */
export async function* openDataLines(proposals: Proposals, settings: ConsultationSettings) {
  for await (const proposal of proposals) yield `${JSON.stringify(scored(proposal, settings))}\n`
}
