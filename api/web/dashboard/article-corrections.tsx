import { useState } from 'preact/hooks'
import type { ArticleDetails } from '../../src/wire/index.ts'
import { useLoaded } from '../shared/loaded.ts'
import { Field, TextField } from '../shared/parts/field.tsx'
import { Form, textOf } from '../shared/parts/form.tsx'
import { WhenLoaded } from '../shared/parts/list.tsx'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { ArticleLine, Merges, useAttempt } from './article-merges.tsx'
import { useDashboard } from './context.ts'

interface CorrectionsProps {
  details: ArticleDetails
  onChange(details: ArticleDetails): void
}

function Rename({ details: { article }, onChange }: CorrectionsProps) {
  const { client, texts } = useDashboard()
  const { corrections } = texts
  const rename = async (title: string | null) => onChange(await client.renameArticle(article.id, title))
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
        <p>
          <button type="button" class="plain" onClick={() => void rename(null)}>
            {corrections.asReported}
          </button>
        </p>
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
  const [problem, attempt] = useAttempt()
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
