import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import type { Vote } from '../../api/src/wire/index.ts'

/** One vote of the log. */
export interface LoggedVote {
  /** Milliseconds since the epoch. */
  at: number
  comment: string
  reader: string
  vote: Vote
}

// The log writes 1 for agree, -1 for disagree and 0 for pass.
const VOTES: Record<string, Vote> = { '1': 'agree', '-1': 'disagree', '0': 'neutral' }

type Row = Record<string, string | undefined>

/** Exports of many years, and of people who opened them in a spreadsheet in between. */
const LENIENT = {
  columns: true,
  bom: true,
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: true,
}

async function* rows(file: string): AsyncGenerator<Row> {
  const parser = parse(LENIENT)
  // A file that is not there fails here, with its name, and not beside the loop.
  createReadStream(file)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser)
  yield* parser as AsyncIterable<Row>
}

function loggedVote(row: Row, file: string): LoggedVote {
  const { timestamp, 'comment-id': comment, 'voter-id': reader, vote: value } = row
  const vote = VOTES[value ?? '']
  if (timestamp === undefined || comment === undefined || reader === undefined || vote === undefined) {
    throw new Error(
      `${file} is not a vote log: it needs timestamp, comment-id, voter-id and vote (1, 0 or -1)`,
    )
  }
  return { at: Number(timestamp), comment, reader, vote }
}

/** The votes in the order in which they were cast; at most `limit` of them. */
export async function readVotes(file: string, limit = Number.POSITIVE_INFINITY): Promise<LoggedVote[]> {
  const votes: LoggedVote[] = []
  for await (const row of rows(file)) votes.push(loggedVote(row, file))
  return votes.sort((a, b) => a.at - b.at).slice(0, limit)
}

/** The statements on which people voted, by their id in the log. */
export async function readComments(file: string): Promise<{ id: string; text: string }[]> {
  const comments: { id: string; text: string }[] = []
  for await (const row of rows(file)) {
    const { 'comment-id': id, 'comment-body': text } = row
    if (id === undefined || text === undefined) throw new Error(`${file} needs comment-id and comment-body`)
    comments.push({ id, text })
  }
  return comments
}

/** Counts straight from the log: the last vote of each person on each comment. */
export function recount(votes: readonly LoggedVote[]): Map<string, Record<Vote, number>> {
  const last = new Map(votes.map((vote) => [`${vote.comment} ${vote.reader}`, vote]))
  const counts = new Map<string, Record<Vote, number>>()
  for (const { comment, vote } of last.values()) {
    const count = counts.get(comment) ?? { agree: 0, disagree: 0, neutral: 0 }
    count[vote] += 1
    counts.set(comment, count)
  }
  return counts
}
