import type { Random } from '../random.ts'
import { closedCircles, joined } from './closed-circles.ts'
import { againstChance, bestBeyondChance, type Chance } from './group-gate.ts'
import { type BallotClasses, classesOf, contentOrder, signaturesOf } from './near-identical.ts'
import { divisionsOf, type Grouping } from './opinion-groups.ts'
import { type Projection, projectVoters } from './principal-components.ts'
import { type Ballots, ballotsOf, firstVoters, matrixOfBallots, type VoteMatrix } from './vote-matrix.ts'

/** The readers who vote enough, and where they stand. */
export interface Analysis {
  /** All of them, in an order that follows from their ballots alone. */
  matrix: VoteMatrix
  /** One ballot of each class. */
  leaders: VoteMatrix
  /** Number among the leaders of the one who stands for each voter. */
  leaderOf: Int32Array
  /** What each voter weighs: one ballot of a class of nearly identical ones counts as its part of the class. */
  weights: Float64Array
  identical: BallotClasses
  /** Ballots in each closed circle. */
  circles: number[]
  similar: BallotClasses
  /** Of the leaders. */
  projection: Projection
  divisions: Grouping[]
  chances: Chance[]
}

const NEARLY_IDENTICAL = 0.95
const SIMILAR = 0.85

/** Ballots of which one stands for all, by class. */
function classify(ballots: Ballots, proposals: number) {
  const signatures = signaturesOf(ballots, proposals)
  const identical = classesOf(ballots, signatures, NEARLY_IDENTICAL)
  const circles = closedCircles(ballots, proposals, identical)
  const classes = joined(identical, circles)
  const similar = classesOf(ballots, signatures, SIMILAR)
  return {
    identical,
    similar,
    classes,
    circles: circles.map(([first = 0]) => classes.sizes[first] as number),
  }
}

/**
 * Places readers by their votes and tries divisions into groups, each against chance. Of large matrices chance is asked about
 * the first voters alone. It takes the room of `active`, which is of no use any more.
 */
export function analyse(active: VoteMatrix, smallest: number, random: Random): Analysis | undefined {
  if (active.voterCount === 0) return undefined
  const ballots = ballotsOf(active, contentOrder(active))
  const { classes, identical, similar, circles } = classify(ballots, active.proposals.length)
  const isLeader = (ballot: number) => classes.leaderOf[ballot] === ballot
  const numbers = new Int32Array(active.voterCount)
  let count = 0
  for (let ballot = 0; ballot < numbers.length; ballot++) if (isLeader(ballot)) numbers[ballot] = count++
  const matrix = matrixOfBallots(ballots, active.proposals, { room: active })
  const leaders =
    count === active.voterCount ? matrix : matrixOfBallots(ballots, active.proposals, { isKept: isLeader })
  const projection = projectVoters(leaders, random)
  const divisions = divisionsOf(projection, smallest, random)
  const first = firstVoters(leaders)
  const judged = first === leaders ? divisions : divisionsOf(projectVoters(first, random), smallest, random)
  return {
    matrix,
    leaders,
    leaderOf: classes.leaderOf.map((leader) => numbers[leader] as number),
    weights: Float64Array.from(classes.leaderOf, (leader) => 1 / (classes.sizes[leader] as number)),
    identical,
    circles,
    similar,
    projection,
    divisions,
    chances: againstChance(first, judged, smallest, random),
  }
}

/** The division that the votes speak for: the fewest groups that are about as good as any, and better than chance. */
export const spokenFor = ({ divisions, chances }: Analysis): Grouping | null =>
  bestBeyondChance(divisions, chances)
