import type { Consultation, Phase } from '@unisson/api/wire'
import type { ComponentChildren } from 'preact'
import { candidates, type Failure, type State } from '../core/state.ts'
import { isDebugged } from '../host/debug.ts'
import { date, percent, sayPlural } from '../words/format.ts'
import { type Key, locale } from '../words/locale.ts'
import { fill, say, sentence } from '../words/say.ts'
import { followed } from './announce.tsx'
import { Notice, ProposeButton } from './controls.tsx'
import type { CardProps, Props } from './props.ts'

interface MessageProps {
  title?: string
  /** What stands in front of the text. */
  lead?: ComponentChildren
  text: string
  note?: ComponentChildren
  notice?: ComponentChildren
  children?: ComponentChildren
}

const Message = ({ title, lead, text, note, notice, children }: MessageProps) => (
  <>
    <section class="stage" tabindex={-1} aria-label={title ?? text}>
      {title && <p class="title">{title}</p>}
      {lead}
      <p>{text}</p>
      {note}
    </section>
    {notice}
    <div class="foot">{children}</div>
  </>
)

const PageLink = ({ state, text }: { state: State; text: string }) => (
  <a class="primary end" href={state.consultation?.url as string}>
    {text}
  </a>
)

const Primary = ({ text, act }: { text: string; act(): void }) => (
  <button type="button" class="primary end" part="next" onClick={act}>
    {text}
  </button>
)

const contributed = ({ voted, proposals: ideas }: State) => {
  const votes = voted.length
  const acts = votes && ideas ? 'both' : votes ? 'votes' : 'ideas'
  return votes || ideas ? sayPlural(`contributed.${acts}`, { votes, ideas }) : ''
}

/** The end of a sequence, or of all there is. */
export const ThanksScreen = (props: Props) => {
  const { state, more } = props
  const nothing = state.screen === 'nothing'
  const saved = state.voted.length && state.delivery === 'clear'
  return (
    <Message
      title={say(nothing ? 'nothing' : 'thanks')}
      text={nothing ? say('nothingText') : contributed(state)}
      note={
        <>
          {saved ? <p class="quiet">{say('saved')}</p> : null}
          {state.news && state.lost !== 'followed' && (
            <a class="quiet" href={state.news.url}>
              {followed(state.news)}
            </a>
          )}
        </>
      }
      notice={<Notice {...props} />}
    >
      <ProposeButton {...props} />
      {nothing || (state.lastDraw && !candidates(state).length) ? (
        <PageLink state={state} text={say('open')} />
      ) : (
        <Primary text={say('more')} act={more} />
      )}
    </Message>
  )
}

/** After the form: what is true of the proposal now. */
export const ProposedScreen = ({ state, act }: Props) => (
  <Message
    title={say('thanks')}
    text={say(
      state.submission === 'waiting'
        ? `waiting.${state.delivery === 'offline' ? 'offline' : 'unreachable'}`
        : `submitted.${state.submission}`,
    )}
  >
    <Primary text={say('more')} act={() => act({ type: 'cancel' })} />
  </Message>
)

/** What else people agree on, below the headline. */
const others = ({ outcome }: State) =>
  outcome?.consensus.filter(({ id }) => !id || id !== outcome.headline?.proposal?.id) ?? []

/** What became of the consultation: once it is time for actions those, where there are some; else what else people agree on. */
const listed = (state: State): 'actions' | 'consensus' | undefined => {
  const isMore = others(state).length > 0
  const isTime = state.consultation?.phase !== 'results' || !isMore
  if (state.outcome?.actions.length && isTime) return 'actions'
  return isMore ? 'consensus' : undefined
}

/** One number and one sentence; then from how many readers, and since when. */
const Headline = ({ outcome, consultation }: State) => {
  if (!outcome?.headline || !consultation) return null
  const { proposal, votes, voters } = outcome.headline
  const { tied } = proposal ?? {}
  const { digits } = locale
  const values = { count: votes, readers: voters ?? 0, date: date(consultation.opensAt) }
  return (
    <div class="headline" part="headline">
      {proposal ? (
        <p class="lead">
          <b>{percent(Math.round(proposal.agree * 100))}</b>{' '}
          <span>
            {say('theyAgree')} <bdi lang={proposal.language ?? consultation.language}>{proposal.text}</bdi>
          </span>
        </p>
      ) : (
        <>
          <p class="title">{say('consensus')}</p>
          <p>{say('nothingListed')}</p>
        </>
      )}
      <p class="quiet">{sayPlural(voters === null ? 'basis' : 'basis.readers', values)}</p>
      {tied && <p class="quiet">{say('tied', { from: digits(tied.from), to: digits(tied.to) })}</p>}
    </div>
  )
}

/** The list that `listed` names. */
const OutcomeList = (state: State) => (
  <ul class="outcome" part="outcome" lang={state.consultation?.language}>
    {listed(state) === 'actions' &&
      state.outcome?.actions.map(({ title, language, state: stage, progress }) => (
        <li key={title}>
          <span class="quiet" lang={locale.language}>
            {say(`actions.${stage}`)}
          </span>{' '}
          <bdi lang={language}>{title}</bdi>
          {progress !== null && <i class="bar" style={{ '--share': progress }} />}
        </li>
      ))}
    {listed(state) === 'consensus' &&
      others(state).map(({ text, language, agree }) => (
        <li key={text} class="agree">
          <span class="quiet" lang={locale.language}>
            {say('agreed', { share: percent(Math.round(agree * 100)) })}
          </span>{' '}
          <bdi lang={language}>{text}</bdi>
          <i class="bar" style={{ '--share': agree }} />
        </li>
      ))}
  </ul>
)

/** True if the device knows a vote of the reader on what is listed. */
const hasVoted = ({ outcome, votes }: State): boolean =>
  !!outcome &&
  [...outcome.consensus.map(({ id }) => id), ...outcome.actions.flatMap(({ proposals }) => proposals)].some(
    (id) => id && votes[id],
  )

const LINKS: Partial<Record<Phase, Key>> = { results: 'link.results', action: 'link.action' }

/** Where the consultation stands, with what is listed below it, if anything. */
const phaseText = ({ phase, opensAt, resultsAt }: Consultation, shown = '') => {
  const awaited = phase === 'analysis' && resultsAt
  const detailed = `phase.${phase}.${awaited ? 'until' : shown}`
  return fill(sentence(detailed) ?? sentence(`phase.${phase}`) ?? sentence('phase.closed'), {
    date: date(awaited || opensAt),
  })
}

/** Before and after the time of votes. */
export const ClosedScreen = (props: Props) => {
  const { state } = props
  if (!state.consultation) return null
  return (
    <Message
      lead={<Headline {...state} />}
      text={phaseText(state.consultation, listed(state))}
      note={
        <>
          {hasVoted(state) && <p class="quiet">{say('youVoted')}</p>}
          {listed(state) && <OutcomeList {...state} />}
        </>
      }
      notice={<Notice {...props} />}
    >
      <PageLink state={state} text={say(LINKS[state.consultation.phase] ?? 'open')} />
    </Message>
  )
}

/** Why nothing works, for the publisher: on their own pages, or with `debug`. */
const Reason = ({ state, page, option }: CardProps) => {
  const { refused, listed } = state.failure ?? {}
  if (refused === undefined || !(listed || isDebugged(option))) return null
  return (
    <p class="quiet">
      <span>{sentence(`reasons.${refused}`) ?? refused}</span> {refused === 'foreign-origin' && self.origin}{' '}
      <a href={`${page}/../../self-test`}>{say('selfTest')}</a>
    </p>
  )
}

const HELD_BACK: readonly Failure['refused'][] = ['foreign-origin', 'publisher-disabled']

/** The API is away and nothing is kept: the page's own fallback comes back, with a way to try again. */
export const FailedScreen = (props: CardProps) => {
  const { state, retry, page } = props
  const { refused, later: reason } = state.failure ?? {}
  const isHeldBack = HELD_BACK.includes(refused)
  return (
    <Message
      text={say(reason ? `failed.${reason}` : isHeldBack ? 'heldBack' : 'unavailable')}
      note={
        <>
          <div>
            <slot>{reason && <a href={page}>{say('open')}</a>}</slot>
          </div>
          <Reason {...props} />
        </>
      }
      notice={<Notice {...props} />}
    >
      {reason ? (
        <Primary text={say('retry')} act={retry} />
      ) : (
        <a class="primary end" href={page}>
          {say(isHeldBack ? 'voteThere' : 'open')}
        </a>
      )}
    </Message>
  )
}
