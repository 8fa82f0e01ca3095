import { useState } from 'preact/hooks'
import type { ArticleDetails, ArticleMerge } from '../../src/wire/index.ts'
import { dayInWords } from '../shared/dates.ts'
import { useLoaded } from '../shared/loaded.ts'
import { WhenLoaded } from '../shared/parts/list.tsx'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { RequestProblem } from '../shared/request.ts'
import { useDashboard } from './context.ts'
import { addressWith, type View } from './view.ts'

interface MergesProps {
  merges: readonly ArticleMerge[]
  /** Says into what as well, where that is not the article on the page. */
  view?: View
  onUndone(details: ArticleDetails): void
}

/** Merged addresses, each with the way back. */
export function Merges({ merges, view, onUndone }: MergesProps) {
  const { client, texts, language, session } = useDashboard()
  const { corrections } = texts
  const [problem, setProblem] = useState<RequestProblem>()
  const undo = async (id: string) => {
    try {
      onUndone(await client.unmergeArticle(id))
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error
      setProblem(error)
    }
  }
  return (
    <>
      <ul class="links merges">
        {merges.map(({ article, into, mergedAt, mergedBy }) => (
          <li class="line" key={article.id}>
            <span>
              <bdi>{article.title ?? article.url}</bdi>
              {view && (
                <>
                  {' → '}
                  <a href={addressWith(view, 'articles', into.id)}>
                    <bdi>{into.title ?? into.url}</bdi>
                  </a>
                </>
              )}
              <small>
                <bdi>{article.url}</bdi> ·{' '}
                {corrections.since(dayInWords(mergedAt, language), mergedBy ?? corrections.byRule)}
              </small>
            </span>
            {session.access === 'full' && (
              <button type="button" class="plain" onClick={() => void undo(article.id)}>
                {corrections.part}
                <span class="unseen"> {article.title ?? article.url}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNotice problem={problem} />
    </>
  )
}

function LatestMerges({ view, onUndone }: { view: View; onUndone(): void }) {
  const { client, texts } = useDashboard()
  const loaded = useLoaded('article merges', client.articleMerges)
  return (
    <WhenLoaded loaded={loaded}>
      {({ merges }) =>
        merges.length === 0 ? (
          <p class="quiet">{texts.corrections.noMerges}</p>
        ) : (
          <Merges
            merges={merges}
            view={view}
            onUndone={() => {
              loaded.reload()
              onUndone()
            }}
          />
        )
      }
    </WhenLoaded>
  )
}

/** All that people merged, asked for when it is opened. */
export function MergedArticles({ view, onUndone }: { view: View; onUndone(): void }) {
  const { texts } = useDashboard()
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{texts.corrections.merges}</summary>
      {isOpen && <LatestMerges view={view} onUndone={onUndone} />}
    </details>
  )
}
