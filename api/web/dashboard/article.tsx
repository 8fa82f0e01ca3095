import { useEffect, useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import type { ArticleDetails, TopProposalsAnswer } from '../../src/wire/index.ts'
import { dayInWords } from '../shared/dates.ts'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { Written } from '../shared/parts/written.tsx'
import { ArticleCorrections } from './article-corrections.tsx'
import { useDashboard } from './context.ts'
import { Engagement } from './engagement.tsx'
import { written } from './numbers.ts'
import { addressWith, type View } from './view.ts'

interface ArticleScreenProps {
  id: string
  view: View
  onView(view: View): void
}

function Heading({ details, view }: { details: ArticleDetails | undefined; view: View }) {
  const { texts, language } = useDashboard()
  const article = details?.article
  return (
    <div class="title article-title">
      <p>
        <a href={addressWith(view)}>← {texts.articles.back}</a>
      </p>
      <h1>
        <bdi>{article ? (article.title ?? article.url) : '…'}</bdi>
      </h1>
      {article && (
        <p class="quiet">
          {[
            article.title !== null && !article.isTitleConfirmed && texts.articles.unconfirmed,
            article.section,
            article.publishedAt && texts.articles.published(dayInWords(article.publishedAt, language)),
          ]
            .filter(Boolean)
            .join(DOT)}{' '}
          <a href={article.url} rel="noreferrer">
            {texts.articles.read}
          </a>
        </p>
      )}
    </div>
  )
}

function Proposal({ proposal }: { proposal: TopProposalsAnswer['proposals'][number] }) {
  const { texts, language } = useDashboard()
  const { agree, neutral, disagree, votes } = proposal
  const share = (count: number): string => written(votes === 0 ? 0 : count / votes, 'rate', language)
  const width = (count: number): number => (votes === 0 ? 0 : (count / votes) * 100)
  return (
    <li>
      <p>
        <Written text={proposal.text} language={proposal.language} />
      </p>
      <svg class="votes" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="agree" width={width(agree)} height="6" />
        <rect class="neutral" x={width(agree)} width={width(neutral)} height="6" />
        <rect class="disagree" x={width(agree) + width(neutral)} width={width(disagree)} height="6" />
      </svg>
      <small>
        {texts.top.votes(votes)}
        {DOT}
        {texts.top.shares(share(agree), share(neutral), share(disagree))}
      </small>
    </li>
  )
}

/** What readers of the article voted for most: what to write about next. */
function TopProposals({ id, view }: Omit<ArticleScreenProps, 'onView'>) {
  const { client, texts } = useDashboard()
  const { consultation } = view
  const parameters = new URLSearchParams({ article: id, ...(consultation === null ? {} : { consultation }) })
  const loaded = useLoaded(`top ${parameters}`, () => client.topProposals(parameters))
  return (
    <section class="top-proposals">
      <h2>{texts.top.title}</h2>
      <WhenLoaded loaded={loaded}>
        {({ proposals }) =>
          proposals.length === 0 ? (
            <p class="quiet">{texts.top.none}</p>
          ) : (
            <>
              <p class="quiet">{texts.top.hint}</p>
              <ol>
                {proposals.map((proposal) => (
                  <Proposal key={proposal.id} proposal={proposal} />
                ))}
              </ol>
            </>
          )
        }
      </WhenLoaded>
    </section>
  )
}

/** One article: its figures, what its readers care about, and what can be put right of it. */
export function ArticleScreen({ id, view, onView }: ArticleScreenProps) {
  const { client } = useDashboard()
  const loaded = useLoaded(`article ${id}`, () => client.article(id))
  const [turn, setTurn] = useState(0)
  const change = (details: ArticleDetails) => {
    loaded.put(details)
    setTurn(turn + 1)
  }
  // Merged away: on to the article that it counts as.
  const whole = loaded.data?.mergedInto?.id
  useEffect(() => {
    if (whole !== undefined) location.replace(addressWith(view, 'articles', whole))
  }, [whole])
  return (
    <>
      <Heading details={loaded.data} view={view} />
      <ProblemNotice problem={loaded.problem} onAgain={loaded.reload} />
      <Engagement key={turn} view={view} onView={onView} article={id}>
        {() => <TopProposals id={id} view={view} />}
      </Engagement>
      {loaded.data && <ArticleCorrections details={loaded.data} onChange={change} />}
    </>
  )
}
