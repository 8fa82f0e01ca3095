import { DOT } from '../../../src/domain/text/typography.ts'
import type { ModeratedProposal } from '../../../src/wire/index.ts'
import { ago } from '../../shared/dates.ts'
import { useLoaded } from '../../shared/loaded.tsx'
import { ProblemNotice } from '../../shared/parts/problem.tsx'
import { Around, Written } from '../../shared/parts/written.tsx'
import { useConsole } from '../context.ts'

/** From here on, two proposals count as one idea. */
const SAME_IDEA = 0.7

/** What says nearly the same, so that nobody accepts an idea twice. */
export function Neighbours({ slug, proposal }: { slug: string; proposal: ModeratedProposal }) {
  const { client, texts } = useConsole()
  const { moderation } = texts
  const { data, problem, reload } = useLoaded(`${proposal.id} ${proposal.text}`, () =>
    client.neighbours(slug, proposal.id),
  )
  return (
    <section class="neighbours" aria-label={moderation.neighbours}>
      <h2>{moderation.neighbours}</h2>
      <ProblemNotice problem={problem} onAgain={reload} />
      {data?.neighbours.length === 0 && <p class="quiet">{moderation.noNeighbours}</p>}
      <ul>
        {data?.neighbours.map(({ proposal: near, similarity }) => (
          <li key={near.id} class={similarity >= SAME_IDEA ? 'same' : ''}>
            <p>
              <Written text={near.text} language={near.language} />
            </p>
            <small>
              {similarity >= SAME_IDEA ? moderation.sameIdea : moderation.near}
              {DOT}
              {moderation.status[near.status]}
              {DOT}
              {moderation.votes(near.votes)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The proposal that is being read, large. */
export function ReadProposal({
  proposal,
  theme,
}: {
  proposal: ModeratedProposal
  theme: string | undefined
}) {
  const { texts, language } = useConsole()
  const { moderation } = texts
  const { text, originalText, authorName, authorAge, isSeed, createdAt, status, decidedBy, votes } = proposal
  const author = [
    authorName ?? moderation.anonymous,
    authorAge !== null && moderation.years(authorAge),
    isSeed && moderation.seed,
    ago(createdAt, language),
    votes > 0 && moderation.votes(votes),
  ].filter((part) => part !== false)
  return (
    <article class="read">
      <blockquote>
        <Written text={text} language={proposal.language} />
      </blockquote>
      <p class="quiet">
        {author.join(DOT)}
        {theme !== undefined && (
          <>
            {DOT}
            <Written text={theme} />
          </>
        )}
      </p>
      {originalText !== null && (
        <p class="quiet">
          <Around sentence={moderation.original} text={originalText} language={proposal.language} />
        </p>
      )}
      {status !== 'pending' && (
        <p class={`decided ${status}`}>
          {decidedBy === null
            ? moderation.status[status]
            : moderation.decidedBy(moderation.status[status], decidedBy)}
          {proposal.refusalReason && ` : ${proposal.refusalReason}`}
        </p>
      )}
    </article>
  )
}
