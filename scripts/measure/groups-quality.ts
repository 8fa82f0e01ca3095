// How good groups of opinion are on a vote log: what of the common ground is shown, whether noise gets groups, what a block
// of copied ballots does, and how steady they are as votes come in.
//   npm run measure:groups -- <votes.csv> [--shuffles 100] [--blocks 10] [--steps 40]

import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { XSadd } from 'ml-xsadd'
import { countAll, totalOf } from '../../api/src/domain/opinion-groups/group-consensus.ts'
import { analyse, spokenFor } from '../../api/src/domain/opinion-groups/opinion-analysis.ts'
import {
  allInGroups,
  enoughVotes,
  reportOpinions,
  splitsOf,
} from '../../api/src/domain/opinion-groups/opinion-report.ts'
import { type VoteMatrix, VoteMatrixBuilder } from '../../api/src/domain/opinion-groups/vote-matrix.ts'
import { VOTES } from '../../api/src/wire/constants.ts'
import type { OpinionReport } from '../../api/src/wire/index.ts'
import { type LoggedVote, readVotes } from '../replay/log.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    shuffles: { type: 'string', default: '100' },
    blocks: { type: 'string', default: '10' },
    steps: { type: 'string', default: '40' },
  },
})

const RULE = { splitVotes: 50, splitCell: 11 }
/** Voters that each group needs on a proposal: as set, and a floor that protects more. */
const FLOORS = [11, 22]
const LEAST_VOTES = 7
const TOP = 10
const SHARE = 0.05
const LISTED = 0.25
const NOISE = [0, 0.1]

const seeded = (seed: number) => new XSadd(seed).random

function matrixOf(votes: readonly LoggedVote[]): VoteMatrix {
  const builder = new VoteMatrixBuilder(votes.length)
  const last = new Map(votes.map((vote) => [`${vote.comment} ${vote.reader}`, vote]))
  const ordered = [...last.values()].sort((one, other) =>
    one.comment < other.comment ? -1 : +(one.comment > other.comment),
  )
  for (const { comment, reader, vote } of ordered) builder.add(comment, reader, vote)
  return builder.matrix()
}

const report = (votes: readonly LoggedVote[], former?: OpinionReport): OpinionReport =>
  reportOpinions(matrixOf(votes), 1, RULE, seeded(1), former)

/** Of the ten proposals with the highest consensus, shown or not, those in which each group has so many voters. */
function shownOfTop(votes: readonly LoggedVote[], floor: number): number {
  const matrix = matrixOf(votes)
  const all = matrix.proposals.map((_, proposal) => countAll(matrix, proposal))
  const analysis = analyse(enoughVotes(matrix).active, RULE.splitCell, seeded(1))
  const grouping = analysis && spokenFor(analysis)
  if (!grouping) return 0
  const every = splitsOf(allInGroups(analysis, grouping), all, { ...RULE, splitCell: 0 })
  return every.slice(0, TOP).filter(({ weighed }) => weighed.every((group) => totalOf(group) >= floor)).length
}

/** The same votes on each statement, given to its voters by chance. */
function shuffled(votes: readonly LoggedVote[], random: () => number): LoggedVote[] {
  const kept = [...new Map(votes.map((vote) => [`${vote.comment} ${vote.reader}`, vote])).values()]
  const byComment = new Map<string, LoggedVote[]>()
  for (const vote of kept) byComment.set(vote.comment, [...(byComment.get(vote.comment) ?? []), vote])
  return [...byComment.values()].flatMap((own) => {
    const given = own.map(({ vote }) => vote)
    for (let place = given.length - 1; place > 0; place--) {
      const other = Math.floor(random() * (place + 1))
      const vote = given[place] as LoggedVote['vote']
      given[place] = given[other] as LoggedVote['vote']
      given[other] = vote
    }
    return own.map((one, place) => ({ ...one, vote: given[place] as LoggedVote['vote'] }))
  })
}

/** As many readers more as make up a twentieth, who copy one ballot of chance, each vote replaced with a chance of `noise`. */
function withBlock(votes: readonly LoggedVote[], noise: number, random: () => number): LoggedVote[] {
  const counts = new Map<string, number>()
  for (const { reader } of votes) counts.set(reader, (counts.get(reader) ?? 0) + 1)
  const active = [...counts.values()].filter((count) => count >= LEAST_VOTES).length
  const drawn = () => VOTES[Math.floor(random() * VOTES.length)] as LoggedVote['vote']
  const ballot = [...new Set(votes.map(({ comment }) => comment))]
    .filter(() => random() < LISTED)
    .map((comment) => ({ comment, vote: drawn() }))
  const copies = Array.from({ length: Math.round((active * SHARE) / (1 - SHARE)) }, (_, copy) =>
    ballot.map(({ comment, vote }) => ({
      at: 0,
      comment,
      reader: `copy ${copy}`,
      vote: random() < noise ? drawn() : vote,
    })),
  )
  return [votes, copies.flat()].flat()
}

const top = ({ proposals }: OpinionReport): string[] => proposals.slice(0, TOP).map(({ id }) => id)
const kept = (one: OpinionReport, other: OpinionReport): number =>
  top(one).filter((id) => top(other).includes(id)).length
const numbers = (count: string) => Array.from({ length: Number(count) }, (_, index) => index + 1)
const mean = (values: readonly number[]): string =>
  (values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)).toFixed(1)

/** Changes of the number of groups, and steps in which there are groups, as votes come in. */
function steadiness(votes: readonly LoggedVote[]): { changes: number; steps: number } {
  let former: OpinionReport | undefined
  let [changes, steps] = [0, 0]
  for (const step of numbers(options.steps)) {
    const part = votes.slice(0, Math.round((votes.length * step) / Number(options.steps)))
    const now = report(part, former)
    const [before, after] = [former?.groups.length ?? 0, now.groups.length]
    if (before > 0 && after !== before) changes += 1
    if (after > 0) steps += 1
    former = now
  }
  return { changes, steps }
}

const [file = ''] = positionals
const votes = await readVotes(file)
const base = report(votes)
const table = new Table({ head: ['figure', 'value'], style: { head: [], border: [] } })
table.push(
  [
    'groups, readers in them',
    `${base.groups.map(({ people }) => people).join(' + ') || base.noGroups}, ${base.people}`,
  ],
  [
    'silhouette, best of nine shuffles',
    `${base.silhouette?.toFixed(2)}, ${base.silhouetteByChance?.toFixed(2)}`,
  ],
  ...FLOORS.map((floor) => [
    `of the ten with the highest consensus, shown with ${floor} voters in each group`,
    `${shownOfTop(votes, floor)}`,
  ]),
)
const noisy = numbers(options.shuffles).filter(
  (seed) => report(shuffled(votes, seeded(seed))).groups.length > 0,
)
table.push(['shuffled logs that get groups', `${noisy.length} of ${options.shuffles}`])
for (const noise of NOISE) {
  const left = numbers(options.blocks).map((seed) =>
    kept(base, report(withBlock(votes, noise, seeded(seed)))),
  )
  table.push([
    `top ten kept, block of 5 % with ${noise * 100} % noise`,
    `${mean(left)}, worst ${Math.min(...left)}`,
  ])
}
const { changes, steps } = steadiness(votes)
table.push(['changes of the number of groups as votes come in', `${changes} in ${steps} steps`])
process.stdout.write(`${table.toString()}\n`)
