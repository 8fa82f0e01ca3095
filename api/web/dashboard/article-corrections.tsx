import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import type { ArticleDetails, ArticleMerge } from '../../src/wire/index.ts'
import { dayInWords } from '../shared/dates.ts'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { Field, TextField } from '../shared/parts/field.tsx'
import { Form, textOf } from '../shared/parts/form.tsx'
import { ProblemNotice, useAttempt } from '../shared/parts/problem.tsx'
import { useDashboard } from './context.ts'
import { addressWith, type View } from './view.ts'

interface LineProps {
  article: ArticleMerge['article']
  /** False: nothing may be done. */
  action: string | false
  onAction(): void
  children?: ComponentChildren
}

/** An article in a list, with what can be done to it. */
function ArticleLine({ article: { title, url }, action, onAction, children }: LineProps) {
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
function Merges({ merges, view, onUndone }: MergesProps) {
  const { client, texts, language, session } = useDashboard()
  const { corrections } = texts
  const { problem, attempt } = useAttempt()
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
            {DOT}
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
  const { data, problem, reload } = useLoaded('article merges', client.articleMerges)
  if (!data) return <ProblemNotice problem={problem} onAgain={reload} />
  if (data.merges.length === 0) return null
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

interface CorrectionsProps {
  details: ArticleDetails
  onChange(details: ArticleDetails): void
}

function Rename({ details: { article }, onChange }: CorrectionsProps) {
  const { client, texts } = useDashboard()
  const { corrections } = texts
  const { problem, attempt, isBusy } = useAttempt()
  const rename = (title: string | null) => client.renameArticle(article.id, title).then(onChange)
  return (
    <details>
      <summary>{corrections.rename}</summary>
      <Form key={article.title} submit={corrections.rename} onSend={(data) => rename(textOf(data, 'title'))}>
        <TextField
          label={corrections.title}
          name="title"
          value={article.title ?? ''}
          isRequired
          maxLength={300}
        />
      </Form>
      {article.title !== article.reportedTitle && (
        <>
          <ProblemNotice problem={problem} />
          <p>
            <button type="button" class="plain" disabled={isBusy} onClick={() => attempt(() => rename(null))}>
              {corrections.asReported}
            </button>
          </p>
        </>
      )}
    </details>
  )
}

function Found({ search, id, onChoice }: { search: string; id: string; onChoice(into: string): void }) {
  const { client, texts } = useDashboard()
  const loaded = useLoaded(`articles ${search}`, () => client.articles(search))
  return (
    <WhenLoaded loaded={loaded}>
      {({ articles }) => {
        const others = articles.filter((article) => article.id !== id)
        return others.length === 0 ? (
          <p class="quiet">{texts.corrections.noneFound}</p>
        ) : (
          <ul class="links merges">
            {others.map((article) => (
              <ArticleLine
                key={article.id}
                article={article}
                action={texts.corrections.merge}
                onAction={() => onChoice(article.id)}
              />
            ))}
          </ul>
        )
      }}
    </WhenLoaded>
  )
}

function MergeInto({ details: { article }, onChange }: CorrectionsProps) {
  const { client, texts } = useDashboard()
  const { corrections } = texts
  const [search, setSearch] = useState('')
  const { problem, attempt } = useAttempt()
  const merge = (into: string) => attempt(async () => onChange(await client.mergeArticle(article.id, into)))
  return (
    <details>
      <summary>{corrections.mergeInto}</summary>
      <p class="quiet">{corrections.mergeHint}</p>
      <Field label={corrections.search}>
        {(ids) => (
          <input
            {...ids}
            type="search"
            autocomplete="off"
            maxLength={200}
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
        )}
      </Field>
      <ProblemNotice problem={problem} />
      <Found search={search} id={article.id} onChoice={merge} />
    </details>
  )
}

/** What an editor can put right of an article: its name, and that it is another one's. */
export function ArticleCorrections({ details, onChange }: CorrectionsProps) {
  const { texts, session } = useDashboard()
  const { corrections } = texts
  const isAllowed = session.access === 'full'
  if (!isAllowed && details.merges.length === 0) return null
  return (
    <section class="corrections">
      <h2>{corrections.heading}</h2>
      {isAllowed && <Rename details={details} onChange={onChange} />}
      {isAllowed && <MergeInto details={details} onChange={onChange} />}
      {details.merges.length > 0 && (
        <>
          <h3>{corrections.addresses}</h3>
          <Merges
            merges={details.merges}
            onUndone={({ article }) =>
              onChange({ ...details, merges: details.merges.filter((one) => one.article.id !== article.id) })
            }
          />
        </>
      )}
    </section>
  )
}
