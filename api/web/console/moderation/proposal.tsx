import type { ModeratedProposal } from '../../../src/wire/index.ts'
import { ago } from '../../shared/dates.ts'
import { useConsole } from '../context.ts'

/** The proposal that is being read, large. */
export function ReadProposal({ proposal }: { proposal: ModeratedProposal }) {
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
      <blockquote lang="">
        <bdi>{text}</bdi>
      </blockquote>
      <p class="quiet">{author.join(' · ')}</p>
      {originalText !== null && <p class="quiet">{moderation.original(originalText)}</p>}
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
