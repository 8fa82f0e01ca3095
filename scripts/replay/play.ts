import type { LoggedVote } from './log.ts'
import { type EmbeddingPage, ReplayReader } from './reader.ts'
import { ServedDraws } from './served-draws.ts'

export interface PlayOptions {
  api: string
  consultation: string
  votes: readonly LoggedVote[]
  /** Proposal id of each comment that the votes are on. */
  proposals: ReadonlyMap<string, string>
  /** Pages of each newspaper. */
  newspapers: readonly (readonly EmbeddingPage[])[]
  onProgress?(done: number): void
}

export interface Played {
  votes: number
  /** Readers by newspaper, in the order of `newspapers`. */
  readers: number[]
}

const IN_FLIGHT = 32
const DAY = 86_400_000

interface Person {
  reader: ReplayReader
  pages: readonly EmbeddingPage[]
  number: number
  /** A person does one thing after the other. */
  last: Promise<void>
}

/**
 * Sends the votes in the order of the log: many people at a time, each doing one thing after the other. A person
 * reads one newspaper, and on another day of the log another of its articles.
 */
export async function play(options: PlayOptions): Promise<Played> {
  const people = new Map<string, Person>()
  const flying = new Set<Promise<void>>()
  const { api, consultation } = options
  const publisherKey = options.newspapers[0]?.[0]?.publisherKey ?? ''
  const draws = new ServedDraws({ api, consultation, publisherKey })
  let done = 0

  function personOf(name: string): Person {
    let person = people.get(name)
    if (!person) {
      const number = people.size
      const pages = options.newspapers[number % options.newspapers.length] ?? []
      const proofOf = (proposal: string) => draws.proofOf(proposal)
      const reader = new ReplayReader({ api, consultation, number, proofOf })
      person = { reader, pages, number, last: Promise.resolve() }
      people.set(name, person)
    }
    return person
  }

  function send({ reader, comment, vote, at }: LoggedVote): Promise<void> {
    const proposal = options.proposals.get(comment)
    if (proposal === undefined) throw new Error(`No proposal stands for comment ${comment}`)
    const person = personOf(reader)
    const page = person.pages[(person.number + Math.floor(at / DAY)) % person.pages.length]
    if (!page) throw new Error('There is no page to vote on')
    person.last = person.last.then(() => person.reader.vote(page, proposal, vote))
    return person.last
  }

  try {
    for (const vote of options.votes) {
      const flight = send(vote).then(() => {
        done += 1
        options.onProgress?.(done)
        flying.delete(flight)
      })
      flying.add(flight)
      if (flying.size >= IN_FLIGHT) await Promise.race(flying)
    }
    await Promise.all(flying)
  } finally {
    // After a failure too, nothing is under way any more when the caller takes the server down.
    await Promise.allSettled(flying)
  }
  const readers = options.newspapers.map(
    (_, newspaper) =>
      [...people.values()].filter(({ number }) => number % options.newspapers.length === newspaper).length,
  )
  return { votes: done, readers }
}
