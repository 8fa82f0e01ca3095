import type { ModeratedProposal } from '../../../src/wire/index.ts'
import { useLoaded } from '../../shared/loaded.ts'
import { useConsole } from '../context.ts'

/** From here on, two proposals count as one idea. */
const SAME_IDEA = 0.7

/** What says nearly the same, so that nobody accepts an idea twice. */
export function Neighbours({ slug, proposal }: { slug: string; proposal: ModeratedProposal }) {
  const { client, texts } = useConsole()
  const { moderation } = texts
  const { data } = useLoaded(`${proposal.id} ${proposal.text}`, () => client.neighbours(slug, proposal.id))
  return (
    <section class="neighbours" aria-label={moderation.neighbours}>
      <h2>{moderation.neighbours}</h2>
      {data?.neighbours.length === 0 && <p class="quiet">{moderation.noNeighbours}</p>}
      <ul>
        {data?.neighbours.map(({ proposal: near, similarity }) => (
          <li key={near.id} class={similarity >= SAME_IDEA ? 'same' : ''}>
            <p>
              <bdi>{near.text}</bdi>
            </p>
            <small>
              {similarity >= SAME_IDEA ? moderation.sameIdea : moderation.near} ·{' '}
              {moderation.status[near.status]} · {moderation.votes(near.votes)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
