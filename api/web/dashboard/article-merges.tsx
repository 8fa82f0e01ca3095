import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { ArticleDetails, ArticleMerge } from '../../src/wire/index.ts'
import { dayInWords } from '../shared/dates.ts'
import { useLoaded } from '../shared/loaded.ts'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { RequestProblem } from '../shared/request.ts'
import { useDashboard } from './context.ts'
import { addressWith, type View } from './view.ts'

/** Does something, and keeps what went wrong. */
export function useAttempt() {
  const [problem, setProblem] = useState<RequestProblem>()
  const attempt = (act: () => Promise<void>) =>
    void act().catch((error: unknown) => {
      if (!(error instanceof RequestProblem)) throw error
      setProblem(error)
    })
  return [problem, attempt] as const
}

interface LineProps {
  article: ArticleMerge['article']
  /** False: nothing may be done. */
  action: string | false
  onAction(): void
  children?: ComponentChildren
}

/** An article in a list, with what can be done to it. */
export function ArticleLine({ article: { title, url }, action, onAction, children }: LineProps) {
  return (
    <li class="line">
      <span>
        <bdi>{title ?? url}</bdi>
        <small>
          <bdi>{url}</bdi>
          {children}
        </small>
      </span>
      {action && (
        <button type="button" onClick={onAction}>
          {action}
          <span class="unseen"> {title ?? url}</span>
        </button>
      )}
    </li>
  )
}

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
  const [problem, attempt] = useAttempt()
  const undo = (id: string) => attempt(async () => onUndone(await client.unmergeArticle(id)))
  return (
    <>
      <ul class="links merges">
        {merges.map(({ article, into, mergedAt, mergedBy }) => (
          <ArticleLine
            key={article.id}
            article={article}
            action={session.access === 'full' && corrections.part}
            onAction={() => undo(article.id)}
          >
            {' · '}
            {corrections.since(dayInWords(mergedAt, language), mergedBy ?? corrections.byRule)}
            {view && (
              <>
                {' → '}
                <a href={addressWith(view, 'articles', into.id)}>
                  <bdi>{into.title ?? into.url}</bdi>
                </a>
              </>
            )}
          </ArticleLine>
        ))}
      </ul>
      <ProblemNotice problem={problem} />
    </>
  )
}

/** All that people merged, the latest first. */
export function MergedArticles({ view, onUndone }: { view: View; onUndone(): void }) {
  const { client, texts } = useDashboard()
  const { data, reload } = useLoaded('article merges', client.articleMerges)
  if (!data || data.merges.length === 0) return null
  return (
    <details>
      <summary>{texts.corrections.merges}</summary>
      <Merges
        merges={data.merges}
        view={view}
        onUndone={() => {
          reload()
          onUndone()
        }}
      />
    </details>
  )
}
