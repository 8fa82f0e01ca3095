import { type ComponentChild, h } from 'preact'
import { takesVotes } from '../../domain/consultations/phases.ts'
import type { ShownText } from '../../domain/consultations/translations.ts'
import { LIMITS, QUALIFICATIONS, VOTES } from '../../wire/constants.ts'
import type { Consultation, OwnWords, ProposalStatus, Tallies, Vote } from '../../wire/index.ts'
import { wordsIn } from '../languages.ts'
import { renderPage } from '../layout.ts'
import { addressFor, keptLanguage, type ReaderContext } from '../reader-context.ts'
import { languageLinks, originalOf, pageLanguage, teamText } from '../shown-text.ts'
import type { Words } from '../words.ts'

/** What is known of a reader who votes without a script: it travels in the form, from page to page. */
export interface FormState {
  publisher: string
  channel: string
  /** In which the texts are shown; empty: the consultation's own. */
  lang: string
  /** Empty until the first vote, which begins the session: to open the page writes nothing. */
  session: string
  reader: string
  served: string
  /** Ids of the proposals to come, the one at hand first. */
  queue: readonly string[]
  position: number
  /** Votes so far. */
  votes: number
  revision: number
}

interface ShownProposal extends ShownText {
  id: string
}

/** What is wrong with a proposal, as the widget calls it. */
export type DraftProblem = 'empty' | 'long' | 'age' | 'duplicate' | 'closed' | 'refused'

export type Step =
  | { name: 'vote'; proposal: ShownProposal; prepared?: Vote | undefined; isGone?: boolean }
  | { name: 'voted'; proposal: ShownProposal; vote: Vote; tallies: Tallies }
  | { name: 'end' }
  | { name: 'propose'; text: string; author: string; age: string; submission: string; problem?: DraftProblem }
  | { name: 'sent'; status: ProposalStatus }
  | { name: 'forget' }
  | { name: 'forgotten' }

export interface VotePage {
  consultation: Consultation
  state: FormState
  step: Step
  /** What is said in other words than usual. */
  own?: OwnWords | undefined
}

const hidden = (name: string, value: string | number): ComponentChild =>
  h('input', { type: 'hidden', name, value: `${value}` })

function stateFields(state: FormState): ComponentChild[] {
  const { queue, ...others } = state
  return [
    ...Object.entries(others).map(([name, value]) => hidden(name, value as string | number)),
    hidden('queue', queue.join()),
  ]
}

const button = (name: string, value: string, text: string, kind = 'plain'): ComponentChild =>
  h('button', { type: 'submit', name, value, class: kind }, text)

const shown = (proposal: ShownProposal, usual: string, words: Words): ComponentChild => [
  h('blockquote', null, h('p', { lang: proposal.language ?? usual, dir: 'auto' }, proposal.text)),
  originalOf(proposal, words),
]

function place({ position, queue }: FormState, { say }: Words): ComponentChild {
  const total = position + queue.length - 1
  return h('p', { class: 'quiet' }, say('widget.place', { position, total }))
}

/** Who votes, and on which proposal now. */
const readerOf = ({ consultation, state, step }: VotePage): ReaderContext => ({
  publisherKey: state.publisher,
  channel: state.channel,
  proposal: step.name === 'vote' ? step.proposal.id : '',
  lang: keptLanguage(consultation),
})

const mayPropose = ({ phase }: Consultation): boolean => phase === 'open'

/** The first vote has raised the revision; a vote taken back leaves something to forget as well. */
const hasVoted = ({ revision }: FormState): boolean => revision > 1

function voteStep(page: VotePage, step: Step & { name: 'vote' }, words: Words): ComponentChild[] {
  const { consultation, state } = page
  const { say } = words
  const { proposal, prepared, isGone } = step
  const choices = prepared === undefined ? VOTES : [prepared]
  return [
    isGone ? h('p', { role: 'status' }, say('widget.notices.gone')) : null,
    place(state, words),
    shown(proposal, consultation.language, words),
    prepared === undefined ? null : h('p', null, say('page.voting.confirm')),
    h(
      'p',
      { class: 'choices' },
      choices.map((vote) => button('vote', vote, say(`widget.votes.${vote}`), vote)),
    ),
    h(
      'p',
      null,
      prepared === undefined
        ? button('step', 'next', say('widget.skip'))
        : h('a', { href: addressFor(readerOf(page), '') }, say('page.voting.otherwise')),
      mayPropose(consultation) ? [' ', button('step', 'propose', say('widget.propose'))] : null,
    ),
  ]
}

function votedStep(page: VotePage, step: Step & { name: 'voted' }, words: Words): ComponentChild[] {
  const { consultation, state } = page
  const { say, percent } = words
  const { proposal, vote, tallies } = step
  const count = tallies.agree + tallies.disagree + tallies.neutral
  const share = percent(Math.round((100 * tallies[vote]) / Math.max(1, count)) / 100)
  const name = say(`widget.votes.${vote}`)
  return [
    hidden('vote', vote),
    place(state, words),
    shown(proposal, consultation.language, words),
    h(
      'p',
      { role: 'status', class: `said ${vote}` },
      count > 1
        ? say('widget.voted', { vote: name, share, count })
        : say('widget.votedFirst', { vote: name }),
    ),
    h(
      'fieldset',
      null,
      h('legend', null, say('widget.optional')),
      QUALIFICATIONS[vote].map((nuance) =>
        h(
          'label',
          null,
          h('input', { type: 'checkbox', name: 'qualifications', value: nuance }),
          ' ',
          say(`widget.nuances.${nuance}`),
        ),
      ),
    ),
    h(
      'p',
      null,
      button('step', 'next', say(state.queue.length > 1 ? 'widget.next' : 'widget.finish'), 'main'),
      ' ',
      button('step', 'undo', say('widget.undo')),
    ),
  ]
}

function endStep({ consultation, state }: VotePage, { say }: Words): ComponentChild[] {
  const { votes } = state
  return [
    h('h2', null, say(votes > 0 ? 'widget.thanks' : 'widget.nothing')),
    votes > 0 ? h('p', null, say('widget.contributed.votes', { votes }), ' ', say('widget.saved')) : null,
    mayPropose(consultation) ? h('p', null, button('step', 'propose', say('widget.propose'), 'main')) : null,
  ]
}

function proposeStep(page: VotePage, step: Step & { name: 'propose' }, { say }: Words): ComponentChild[] {
  const { consultation } = page
  const { text, author, age, submission, problem } = step
  const field = (id: string, label: ComponentChild, input: ComponentChild) => [
    h('p', null, h('label', { for: id }, label), h('br', null), input),
  ]
  return [
    hidden('submission', submission),
    h('h2', null, say('widget.propose')),
    problem ? h('p', { role: 'alert', class: 'problem' }, say(`widget.problems.${problem}`)) : null,
    ...field(
      'text',
      [
        say('widget.field'),
        consultation.proposalPrefix === ''
          ? null
          : [' – ', teamText(consultation.proposalPrefix, { lang: consultation.language })],
      ],
      h(
        'textarea',
        {
          id: 'text',
          name: 'text',
          rows: 4,
          maxLength: LIMITS.proposalLength * 2,
          lang: consultation.language,
          dir: 'auto',
        },
        text,
      ),
    ),
    ...field(
      'name',
      say('widget.name'),
      h('input', {
        id: 'name',
        name: 'name',
        value: author,
        maxLength: LIMITS.authorNameLength,
        dir: 'auto',
      }),
    ),
    ...field(
      'age',
      say('widget.age'),
      h('input', { id: 'age', name: 'age', value: age, inputMode: 'numeric', maxLength: 3 }),
    ),
    h(
      'p',
      null,
      button('step', 'send', say('widget.send'), 'main'),
      ' ',
      // Without its field this passes over no proposal.
      h('button', { type: 'submit', name: 'step', value: 'vote' }, say('widget.cancel')),
    ),
  ]
}

function sentStep(
  { state }: VotePage,
  { status }: Step & { name: 'sent' },
  { say }: Words,
): ComponentChild[] {
  return [
    h('h2', null, say('widget.thanks')),
    h(
      'p',
      { role: 'status' },
      say(status === 'accepted' ? 'widget.submitted.accepted' : 'widget.submitted.pending'),
    ),
    state.queue.length > 0 ? h('p', null, button('step', 'vote', say('widget.more'), 'main')) : null,
  ]
}

function forgetStep({ say }: Words): ComponentChild[] {
  return [
    h('h2', null, say('widget.forget')),
    h(
      'p',
      null,
      button('step', 'erase', say('widget.sure'), 'main'),
      ' ',
      button('step', 'vote', say('widget.back')),
    ),
  ]
}

function forgottenStep({ consultation, state }: VotePage, { say }: Words): ComponentChild[] {
  const mayGoOn = takesVotes(consultation.phase) && state.queue.length > 0
  return [
    h('p', { role: 'status' }, say('page.voting.forgotten')),
    mayGoOn ? h('p', null, button('step', 'vote', say('widget.more'), 'main')) : null,
  ]
}

/** The way to be forgotten, below whatever a reader is asked who has voted. What they have written would be lost on it. */
function wayToForget({ state, step }: VotePage, { say }: Words): ComponentChild {
  const isOffered = hasVoted(state) && step.name !== 'propose' && step.name !== 'forget'
  return isOffered ? h('p', null, button('step', 'forget', say('widget.forget'), 'quiet')) : null
}

function stepOf(page: VotePage, words: Words): ComponentChild[] {
  const { step } = page
  switch (step.name) {
    case 'vote':
      return [hidden('proposal', step.proposal.id), ...voteStep(page, step, words)]
    case 'voted':
      return [hidden('proposal', step.proposal.id), ...votedStep(page, step, words)]
    case 'end':
      return endStep(page, words)
    case 'propose':
      return proposeStep(page, step, words)
    case 'sent':
      return sentStep(page, step, words)
    case 'forget':
      return forgetStep(words)
    case 'forgotten':
      return forgottenStep(page, words)
  }
}

/** A vote that a link has prepared stays so in another language. */
const preparedIn = (step: Step): Record<string, string> =>
  step.name === 'vote' && step.prepared !== undefined ? { vote: step.prepared } : {}

/** A step of the sequence as a page with one form, for browsers without scripts. Its addresses are relative to /c/{slug}/. */
export function renderVotePage(page: VotePage): string {
  const { consultation, state, step } = page
  const words = wordsIn(consultation.language, page.own)
  const { say } = words
  return renderPage({
    language: pageLanguage(consultation.language, words),
    direction: words.direction,
    title: consultation.question,
    assets: '../../assets',
    style: 'vote-page',
    head: [
      h('meta', { name: 'robots', content: 'noindex' }),
      h('link', { rel: 'canonical', href: consultation.url }),
    ],
    body: [
      h(
        'main',
        null,
        h('h1', { lang: consultation.language, dir: 'auto' }, consultation.question),
        state.session === ''
          ? languageLinks(consultation.languages, consultation.language, (lang) =>
              addressFor({ ...readerOf(page), lang }, '', preparedIn(step)),
            )
          : null,
        h(
          'form',
          { method: 'post', action: 'vote' },
          stateFields(state),
          stepOf(page, words),
          wayToForget(page, words),
        ),
        step.name === 'forgotten' ? null : h('p', { class: 'quiet' }, say('page.voting.kept')),
        h(
          'p',
          null,
          h('a', { href: addressFor(readerOf(page), `../${consultation.slug}`) }, say('widget.open')),
        ),
      ),
    ],
  })
}
