import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { ProblemError } from '../../domain/problem-error.ts'
import { languageOfPage, offered } from '../../pages/consultation-language.ts'
import {
  type DraftProblem,
  type FormState,
  renderVotePage,
  type Step,
  type VotePage,
} from '../../pages/voting/page.ts'
import { presentConsultation } from '../../presenters/consultations.ts'
import type { Services } from '../../services.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'
import { LIMITS, OWN_PUBLISHER_KEY, QUALIFICATIONS } from '../../wire/constants.ts'
import type { EmbedPayload } from '../../wire/index.ts'
import type { voteForm, votePageQuery } from '../../wire/vote-form.ts'
import { answerVote } from './answer-vote.ts'
import { countReport } from './begin-session.ts'
import { forgetVotes } from './forget-votes.ts'
import { readSession } from './reader-session.ts'
import { submitProposal } from './submit-proposal.ts'

type Form = z.output<typeof voteForm>

/** The proposal can no longer be voted on when its form is sent. */
const GONE: readonly string[] = ['unknown-proposal', 'other-consultation', 'proposal-not-accepted']

/** What the form of a proposal says of a problem; of any other the whole page does. */
const OF_DRAFT: Partial<Record<string, DraftProblem>> = {
  'duplicate-proposal': 'duplicate',
  'proposals-closed': 'closed',
  'too-many-proposals': 'refused',
  'invalid-request': 'refused',
}

/** Reading the text: what is wrong with it, in the widget's words. */
const OF_TEXT: Partial<Record<string, DraftProblem>> = {
  'too-long': 'long',
  'too-short': 'empty',
  empty: 'empty',
}

function draftProblem(error: unknown): DraftProblem {
  if (!(error instanceof ProblemError)) throw error
  if (error.code === 'invalid-proposal') return OF_TEXT[error.facts.errors?.[0]?.code ?? ''] ?? 'refused'
  const problem = OF_DRAFT[error.code]
  if (problem === undefined) throw error
  return problem
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((nuance) => other.includes(nuance))

/** What voting by plain forms leads to, each a page. */
export interface VoteFormSteps {
  /** The page before anything was said; a link may prepare a vote. `accepted` is Accept-Language. */
  open(
    record: ConsultationRecord,
    query: z.output<typeof votePageQuery>,
    accepted: string | undefined,
  ): Promise<string>
  /** Does what a form says, and gives the page after it. */
  submit(request: FastifyRequest, form: Form, record: ConsultationRecord): Promise<string>
}

/** The steps of the form by which readers vote without a script; they share the rules of the widget's routes. */
export function voteFormSteps(services: Services): VoteFormSteps {
  const { directory, draws, proposals, publicUrl, runtime, translations } = services
  const randomId = () => Buffer.from(runtime.bytes(16)).toString('base64url').slice(0, LIMITS.readerIdLength)

  /** What the consultation says in the language of the form. */
  const textsIn = async (record: ConsultationRecord, { lang }: Pick<FormState, 'lang'>) =>
    (await translations.of(record))?.consultation(record, lang || record.language) ?? record

  const shownTo = async (record: ConsultationRecord, { lang }: FormState, id: string, text: string) => ({
    id,
    ...((await translations.of(record))?.shown(id, text, lang || record.language) ?? { text }),
  })

  const render = async (record: ConsultationRecord, state: FormState, step: Step): Promise<string> => {
    const texts = await textsIn(record, state)
    const consultation = {
      ...presentConsultation(record, publicUrl, runtime.now(), texts),
      ...offered(record, await translations.of(record)),
    }
    const own = directory.wordsUnder(record.id, state.publisher)
    return renderVotePage({ consultation, state, step, own } satisfies VotePage)
  }

  /** The first proposal of the queue that is still open to votes, and what is left of the queue. */
  async function stepFrom(
    record: ConsultationRecord,
    state: FormState,
    more: { isGone?: boolean; prepared?: Form['vote'] } = {},
  ): Promise<{ state: FormState; step: Step }> {
    for (const [passed, proposalId] of state.queue.entries()) {
      const proposal = await proposals.byId(proposalId)
      if (proposal?.status !== 'accepted' || proposal.consultationId !== record.id) continue
      const shown = await shownTo(record, state, proposalId, proposal.text)
      return {
        state: { ...state, queue: state.queue.slice(passed) },
        step: { name: 'vote', proposal: shown, ...more },
      }
    }
    return { state: { ...state, queue: [] }, step: { name: 'end' } }
  }

  /** The next one, of a sequence whose first one is done with. */
  const passOn = (state: FormState): FormState => ({
    ...state,
    queue: state.queue.slice(1),
    position: state.position + (state.queue.length > 1 ? 1 : 0),
  })

  /** The fair draw of this moment, as the widget gets it. */
  async function begin(
    record: ConsultationRecord,
    query: z.output<typeof votePageQuery>,
    accepted: string | undefined,
  ): Promise<FormState> {
    const payload = await draws.payload(record, 0)
    const { draw } = JSON.parse(String(payload?.identity)) as EmbedPayload
    const drawn = draw.proposals.map(({ id }) => id).filter((id) => id !== query.proposal)
    return {
      publisher: directory.referrer(query.publisher)?.publicKey ?? OWN_PUBLISHER_KEY,
      channel: query.channel ?? '',
      lang: languageOfPage(record, query.lang, accepted),
      session: '',
      reader: randomId(),
      served: draw.proof ?? '',
      queue: [...(query.proposal === undefined ? [] : [query.proposal]), ...drawn].slice(
        0,
        record.sequenceSize,
      ),
      position: 1,
      votes: 0,
      revision: 1,
    }
  }

  /** What a write of this form is sent with. */
  const sentWith = (form: Form, { slug }: ConsultationRecord) => ({
    ...(form.session === undefined ? {} : { session: form.session }),
    visit: {
      publisher: form.publisher ?? OWN_PUBLISHER_KEY,
      consultation: slug,
      event: 'view' as const,
      ...(form.channel === undefined ? {} : { channel: form.channel }),
    },
    reader: form.reader,
  })

  const stateOf = (form: Form): FormState => ({
    publisher: form.publisher ?? OWN_PUBLISHER_KEY,
    channel: form.channel ?? '',
    lang: form.lang ?? '',
    session: form.session ?? '',
    reader: form.reader,
    served: form.served ?? '',
    queue: form.queue,
    position: form.position,
    votes: form.votes,
    revision: form.revision,
  })

  /** Stores what the form says of the proposal at hand. Gives the state after it, and the tallies. */
  async function cast(
    request: FastifyRequest,
    form: Form,
    record: ConsultationRecord,
    vote: Form['vote'] | null,
    qualifications: Form['qualifications'],
  ) {
    const { proposal, revision, served } = form
    if (proposal === undefined || vote === undefined)
      throw new ProblemError('invalid-request', { errors: [{ pointer: '/proposal', detail: 'is missing' }] })
    const said = { ...sentWith(form, record), proposal, vote, qualifications, segment: null, served }
    let answer = await answerVote(request, { ...said, revision }, services)
    // A form that was gone back to is no repetition: what it says now holds.
    const isHeld = answer.vote === vote && isSame(answer.qualifications, qualifications)
    if (!isHeld) {
      const again = await answerVote(request, { ...said, revision: answer.revision + 1 }, services)
      answer = { ...answer, ...again }
    }
    const state = { ...stateOf(form), revision: answer.revision + 1 }
    if (answer.session !== undefined) state.session = answer.session
    return { state, tallies: answer.tallies }
  }

  async function vote(request: FastifyRequest, form: Form, record: ConsultationRecord): Promise<string> {
    if (form.vote === undefined) return showNext(request, record, stateOf(form))
    const { state, tallies } = await cast(request, form, record, form.vote, [])
    const text = (await proposals.byId(form.proposal ?? ''))?.text ?? ''
    const proposal = await shownTo(record, state, form.proposal ?? '', text)
    return render(
      record,
      { ...state, votes: state.votes + 1 },
      { name: 'voted', proposal, vote: form.vote, tallies },
    )
  }

  async function undo(request: FastifyRequest, form: Form, record: ConsultationRecord): Promise<string> {
    const { state } = await cast(request, form, record, null, [])
    return showNext(request, record, { ...state, votes: Math.max(0, state.votes - 1) })
  }

  /** Shows the first proposal of the queue; where there is none, the reader is through. */
  async function showNext(
    request: FastifyRequest,
    record: ConsultationRecord,
    before: FormState,
    isGone = false,
  ): Promise<string> {
    const { state, step } = await stepFrom(record, before, { isGone })
    if (step.name === 'end' && state.session !== '' && state.votes > 0) {
      const session = readSession(request, state.session, services)
      countReport(session, 'finish', session.claims.reported, services)
    }
    return render(record, state, step)
  }

  async function next(request: FastifyRequest, form: Form, record: ConsultationRecord): Promise<string> {
    const allowed: readonly string[] = form.vote === undefined ? [] : QUALIFICATIONS[form.vote]
    const nuances = form.qualifications.filter((nuance) => allowed.includes(nuance))
    const state =
      nuances.length > 0 ? (await cast(request, form, record, form.vote, nuances)).state : stateOf(form)
    return showNext(request, record, passOn(state))
  }

  const proposing = (form: Form, problem?: DraftProblem): Step => ({
    name: 'propose',
    text: form.text ?? '',
    author: form.name ?? '',
    age: form.age ?? '',
    submission: form.submission ?? randomId(),
    ...(problem ? { problem } : {}),
  })

  async function send(request: FastifyRequest, form: Form, record: ConsultationRecord): Promise<string> {
    const state = stateOf(form)
    const age = form.age === undefined ? undefined : Number(form.age)
    const isAge =
      age === undefined ||
      (Number.isInteger(age) && age >= LIMITS.authorAgeMinimum && age <= LIMITS.authorAgeMaximum)
    if (!isAge) return render(record, state, proposing(form, 'age'))
    if (form.text === undefined) return render(record, state, proposing(form, 'empty'))
    const { proposalPrefix: prefix, language } = await textsIn(record, state)
    const text = form.text.trim().toLowerCase().startsWith(prefix.toLowerCase())
      ? form.text
      : `${prefix} ${form.text}`.trim()
    const author = {
      ...(form.name === undefined ? {} : { name: form.name }),
      ...(age === undefined ? {} : { age }),
    }
    try {
      const body = {
        ...sentWith(form, record),
        submission: form.submission ?? randomId(),
        text,
        author,
        language,
      }
      const { status, session = state.session } = await submitProposal(request, body, services)
      return render(record, { ...state, session }, { name: 'sent', status })
    } catch (error) {
      return render(record, state, proposing(form, draftProblem(error)))
    }
  }

  /** Asks once more. A vote that was just cast is done with for who comes back. */
  async function forget(_request: FastifyRequest, form: Form, record: ConsultationRecord): Promise<string> {
    const state = stateOf(form)
    return render(record, form.vote === undefined ? state : passOn(state), { name: 'forget' })
  }

  /** Whoever votes on from there is another reader, of the same page view. */
  async function erase(request: FastifyRequest, form: Form, record: ConsultationRecord): Promise<string> {
    const before = stateOf(form)
    const { session = before.session } = await forgetVotes(request, sentWith(form, record), services)
    const state = { ...before, session, reader: randomId(), votes: 0, revision: 1 }
    return render(record, state, { name: 'forgotten' })
  }

  const STEPS: Record<
    Form['step'],
    (request: FastifyRequest, form: Form, of: ConsultationRecord) => Promise<string>
  > = {
    vote,
    undo,
    next,
    send,
    forget,
    erase,
    propose: async (_request, form, record) => render(record, stateOf(form), proposing(form)),
  }

  return {
    open: async (record, query, accepted) => {
      const first = await begin(record, query, accepted)
      const isPrepared = query.proposal !== undefined && first.queue[0] === query.proposal
      const { state, step } = await stepFrom(record, first, isPrepared ? { prepared: query.vote } : {})
      const isOther = step.name === 'vote' && isPrepared && step.proposal.id !== query.proposal
      const shown: Step = isOther ? { name: 'vote', proposal: step.proposal, isGone: true } : step
      return render(record, state, shown)
    },
    submit: (request, form, record) =>
      STEPS[form.step](request, form, record).catch((error: unknown) => {
        if (error instanceof ProblemError && GONE.includes(error.code))
          return showNext(request, record, passOn(stateOf(form)), true)
        throw error
      }),
  }
}
