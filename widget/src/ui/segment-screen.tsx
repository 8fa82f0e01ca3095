import type { State } from '../core/state.ts'
import { say } from '../words/say.ts'
import type { Props } from './props.ts'

/** Votes before the question is asked. */
const VOTES_BEFORE = 3

/** True if the moment has come to ask which part of the public the reader belongs to: once, and never first. */
export const asksSegment = ({ consultation, segment, votes }: State): boolean =>
  !!consultation?.segments && segment === undefined && Object.keys(votes).length >= VOTES_BEFORE

/** One optional question about the reader. */
export const SegmentScreen = ({ state, send }: Props) => {
  const segments = state.consultation?.segments
  const answer = (segment: string | null) => () => send((sync) => sync.segment(segment))
  return (
    <>
      <fieldset
        class="stage"
        part="segments"
        tabindex={-1}
        aria-labelledby="asked"
        lang={state.consultation?.language}
      >
        <p id="asked" class="title" dir="auto">
          {segments?.question}
        </p>
        <div class="options">
          {segments?.options.map(({ id, label }) => (
            <button key={id} type="button" class="chip" onClick={answer(id)}>
              <bdi>{label}</bdi>
            </button>
          ))}
        </div>
      </fieldset>
      <div class="foot">
        <span class="quiet">{say('optional')}</span>
        <button type="button" class="quiet end" onClick={answer(null)}>
          {say('skip')}
        </button>
      </div>
    </>
  )
}
