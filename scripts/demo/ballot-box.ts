import type { Services } from '../../api/src/services.ts'
import { type Attitude, type Ballot, castBallot, type Opinion, PLACES, readOpinions } from './opinions.ts'

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
const FAVOURED = 0.6

/** What demo readers vote on in one consultation: every accepted proposal, so that none stays without a vote. */
export class BallotBox {
  readonly #proposals: Votable[]
  readonly #segments: readonly string[]
  readonly #opinionOf: (text: string) => Opinion
  readonly #random: () => number

  constructor(
    accepted: readonly { id: string; text: string }[],
    segments: readonly string[],
    opinionOf: (text: string) => Opinion,
    random: () => number,
  ) {
    this.#opinionOf = opinionOf
    this.#segments = segments
    this.#random = random
    this.#proposals = []
    for (const proposal of accepted) this.add(proposal)
  }

  add({ id, text }: { id: string; text: string }): void {
    this.#proposals.push({ id, opinion: this.#opinionOf(text), votes: 0 })
  }

  /** The segment of the consultation in which such a reader lives; undefined: it asks for none. */
  segmentOf({ place }: Attitude): string | undefined {
    return this.#segments[PLACES.indexOf(place)]
  }

  /** What a reader casts in one visit, at most `count` ballots, each on another proposal. */
  cast(attitude: Attitude, count: number): CastBallot[] {
    const chosen = new Set<Votable>()
    for (let place = 0; place < count; place += 1) {
      const proposal = this.#random() < FAVOURED ? this.#any(FAVOURITES) : this.#fewest()
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
    boxes.set(slug, new BallotBox(accepted, current, opinionOf, random))
  }
  return boxes
}
