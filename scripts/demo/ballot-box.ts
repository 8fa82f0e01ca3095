import type { Services } from '../../api/src/services.ts'
import { type Attitude, type Ballot, castBallot, type Opinion, PLACES, readOpinions } from './opinions.ts'
import { DEMO_SLUGS } from './prepare.ts'

interface Votable {
  id: string
  opinion: Opinion
  votes: number
}

export interface CastBallot extends Ballot {
  proposal: string
}

/** How many are looked at for one that is voted on: the fewer votes, the sooner it is its turn. */
const LOOKED_AT = 3
/** Proposals that many readers meet, so that an article has some that it may show: each needs a crowd of every opinion. */
const FAVOURITES = 5
/** A proposal that a reader has voted on is not met again; so often another is looked for. */
const TRIES = 4

/** How the readers of a consultation vote. */
export interface Habits {
  fewest: number
  most: number
  /** Part of the ballots that go to the favourites. */
  favoured: number
}

/** Readers who come across a consultation in an article. */
const PASSING: Habits = { fewest: 1, most: 14, favoured: 0.6 }
/** Those who came for it, by a newsletter: they vote on enough for groups of opinion to be seen. */
const INTENT: Habits = { fewest: 6, most: 20, favoured: 0.1 }
export const MOST_BALLOTS = Math.max(PASSING.most, INTENT.most)

/** What demo readers vote on in one consultation: every accepted proposal, so that none stays without a vote. */
export class BallotBox {
  readonly #proposals: Votable[]
  readonly #segments: readonly string[]
  readonly #opinionOf: (text: string) => Opinion
  readonly #random: () => number
  readonly #habits: Habits

  constructor(
    accepted: readonly { id: string; text: string }[],
    segments: readonly string[],
    opinionOf: (text: string) => Opinion,
    random: () => number,
    habits = PASSING,
  ) {
    this.#habits = habits
    this.#opinionOf = opinionOf
    this.#segments = segments
    this.#random = random
    this.#proposals = []
    for (const proposal of accepted) this.add(proposal)
  }

  /** Adds a proposal that readers may vote on from now on. */
  add({ id, text }: { id: string; text: string }): void {
    this.#proposals.push({ id, opinion: this.#opinionOf(text), votes: 0 })
  }

  /** The segment of the consultation in which such a reader lives; undefined: it asks for none. */
  segmentOf({ place }: Attitude): string | undefined {
    return this.#segments[PLACES.indexOf(place)]
  }

  /** What a reader casts in one visit, each ballot on another proposal. */
  cast(attitude: Attitude): CastBallot[] {
    const { fewest, most, favoured } = this.#habits
    const count = fewest + Math.floor(this.#random() * (most - fewest + 1))
    const chosen = new Set<Votable>()
    for (let tries = 0; tries < count * TRIES && chosen.size < count; tries += 1) {
      const proposal = this.#random() < favoured ? this.#any(FAVOURITES) : this.#fewest()
      if (!proposal || chosen.has(proposal)) continue
      proposal.votes += 1
      chosen.add(proposal)
    }
    return [...chosen].map(({ id, opinion }) => ({
      proposal: id,
      ...castBallot(opinion, attitude, this.#random),
    }))
  }

  #fewest(): Votable | undefined {
    const looked = Array.from({ length: LOOKED_AT }, () => this.#any(this.#proposals.length))
    return looked.sort((one, other) => (one?.votes ?? 0) - (other?.votes ?? 0))[0]
  }

  #any(count: number): Votable | undefined {
    return this.#proposals[Math.floor(this.#random() * Math.min(count, this.#proposals.length))]
  }
}

/** A ballot box for each consultation, by its slug. */
export async function openBallotBoxes(
  { store }: Pick<Services, 'store'>,
  random: () => number,
): Promise<ReadonlyMap<string, BallotBox>> {
  const opinionOf = await readOpinions()
  const boxes = new Map<string, BallotBox>()
  for (const { id, slug, segments } of await store.consultations.all()) {
    const accepted = await store.proposals.accepted(id)
    const current = segments.filter(({ retiredAt }) => retiredAt === null).map((segment) => segment.id)
    const habits = slug === DEMO_SLUGS.finished ? INTENT : PASSING
    boxes.set(slug, new BallotBox(accepted, current, opinionOf, random, habits))
  }
  return boxes
}
