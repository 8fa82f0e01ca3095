import { useCallback, useEffect, useReducer, useRef, useState } from 'preact/hooks'
import type { ModeratedProposal, ProposalStatus } from '../../../src/wire/index.ts'
import { useRefresh } from '../../shared/loaded.tsx'
import { wordsFor } from '../../shared/parts/problem.tsx'
import { asProblem } from '../../shared/request.ts'
import type { QueueFilter } from '../client.ts'
import { useConsole } from '../context.ts'
import { emptyQueue, nextQueue, type QueueState } from './queue-state.ts'

/** With fewer left to read, the next page is fetched. */
const NEARLY_READ = 10
/** How often the queue asks what colleagues have decided. */
const REFRESH_MILLISECONDS = 10_000

export interface Queue {
  state: QueueState
  isLoading: boolean
  /** What was done last, or what went wrong, in words. */
  said: string
  isWrong: boolean
  current: ModeratedProposal | undefined
  decide(status: ProposalStatus, reason?: string): void
  correct(text: string): Promise<void>
  /** Into a theme, or (null) into none. */
  place(theme: string | null): Promise<void>
  undo(): void
  move(by: number): void
  moveTo(at: number): void
  reload(): void
}

/**
 * The queue as the screen shows it. A decision moves on at once; its request follows, one after the other, and what the
 * server refuses comes back to where it stood.
 */
export function useQueue(slug: string, filter: QueueFilter, search: string, theme: string | null): Queue {
  const { client, texts } = useConsole()
  const [state, dispatch] = useReducer(nextQueue, filter, emptyQueue)
  const [isLoading, setLoading] = useState(true)
  const [said, setSaid] = useState({ words: '', isWrong: false })
  const requests = useRef(Promise.resolve())
  const latest = useRef(state)
  latest.current = state

  const complain = useCallback(
    (error: unknown, text?: string) => {
      const words = wordsFor(asProblem(error), texts)
      setSaid({ words: text === undefined ? words : texts.moderation.failed(text, words), isWrong: true })
    },
    [texts],
  )

  /** Somebody was faster: show how the proposal is now, and who decided; else say what went wrong. */
  const explain = async (error: unknown, { id, text }: ModeratedProposal) => {
    if (asProblem(error).code !== 'changed-meanwhile') return complain(error, text)
    try {
      const proposal = await client.proposal(slug, id)
      dispatch({ type: 'found', proposal })
      const { status, decidedBy } = proposal
      const { meanwhile, changedMeanwhile, status: words } = texts.moderation
      const said =
        decidedBy === null ? changedMeanwhile(proposal.text) : meanwhile(text, words[status], decidedBy)
      setSaid({ words: said, isWrong: true })
    } catch {
      complain(error, text)
    }
  }

  const load = useCallback(
    async (after: string | null) => {
      setLoading(true)
      try {
        const page = await client.queue(slug, { filter, search, after, theme })
        dispatch({ type: 'loaded', page, isMore: after !== null })
      } catch (error) {
        complain(error)
      }
      setLoading(false)
    },
    [client, slug, filter, search, theme, complain],
  )
  useEffect(() => void load(null), [load])
  const refresh = useCallback(async () => {
    // What cannot be read now is read the next time; the moderator is not interrupted for it.
    const page = await client.queue(slug, { filter, search, after: null, theme }).catch(() => undefined)
    if (page) dispatch({ type: 'refreshed', page })
  }, [client, slug, filter, search, theme])
  useRefresh(refresh, REFRESH_MILLISECONDS)
  useEffect(() => {
    const { next, items, at } = state
    if (next !== null && !isLoading && items.length - at <= NEARLY_READ) void load(next)
  }, [state, isLoading, load])

  const decide = (status: ProposalStatus, reason?: string) => {
    const proposal = latest.current.items[latest.current.at]
    if (!proposal || (proposal.status === status && proposal.decidedAt !== null)) return
    const { id, text } = proposal
    dispatch({ type: 'decided', id, status, reason: reason ?? null })
    setSaid({ words: texts.moderation.did[status](text), isWrong: false })
    requests.current = requests.current.then(async () => {
      // An earlier request may have changed it since the key was pressed.
      const revision = latest.current.done.findLast(({ before, after }) => before.id === id && after)?.after
        ?.revision
      const proposals = [{ id, revision: revision ?? proposal.revision }]
      try {
        const answer = await client.decide(slug, { proposals, status, ...(reason ? { reason } : {}) })
        for (const decided of answer.proposals) dispatch({ type: 'confirmed', proposal: decided })
      } catch (error) {
        dispatch({ type: 'failed', id })
        await explain(error, proposal)
      }
    })
  }

  const undo = () => {
    requests.current = requests.current.then(async () => {
      const last = latest.current.done.at(-1)
      if (!last?.after) return
      const { before, after } = last
      const reason = before.status === 'refused' ? before.refusalReason : null
      try {
        const answer = await client.decide(slug, {
          proposals: [{ id: before.id, revision: after.revision }],
          status: before.status,
          ...(reason ? { reason } : {}),
        })
        dispatch({ type: 'undone', id: before.id })
        for (const proposal of answer.proposals) dispatch({ type: 'changed', proposal })
        setSaid({ words: texts.moderation.did[before.status](before.text), isWrong: false })
      } catch (error) {
        await explain(error, before)
      }
    })
  }

  const current = state.items[state.at]
  return {
    state,
    isLoading,
    said: said.words,
    isWrong: said.isWrong,
    current,
    decide,
    undo,
    correct: async (text) => {
      if (!current) return
      const proposal = await client.correct(slug, current.id, { text, revision: current.revision })
      dispatch({ type: 'changed', proposal })
    },
    place: async (wanted) => {
      if (!current) return
      await client.placeProposals(slug, { theme: wanted, proposals: [current.id] })
      dispatch({ type: 'changed', proposal: { ...current, theme: wanted } })
    },
    move: (by) => dispatch({ type: 'moved', to: latest.current.at + by }),
    moveTo: (to) => dispatch({ type: 'moved', to }),
    reload: () => void load(null),
  }
}
