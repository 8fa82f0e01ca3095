import { texts } from '#later-locale'
import { texts as first } from '#locale'
import type { State } from '../state.ts'

const percent = (share: number) => Math.round(share * 100)

/** What became of the consultation: once it is time for actions those, where there are some; else what people agree on. */
export const listed = ({ outcome, consultation }: State): 'actions' | 'consensus' | undefined => {
  const isTime = consultation?.phase !== 'results' || !outcome?.consensus.length
  if (outcome?.actions.length && isTime) return 'actions'
  return outcome?.consensus.length ? 'consensus' : undefined
}

/** The list that `listed` names. */
export const OutcomeList = (state: State) => (
  <ul class="outcome" part="outcome" lang={state.consultation?.language}>
    {listed(state) === 'actions' &&
      state.outcome?.actions.map(({ title, state: stage, progress }) => (
        <li key={title}>
          <bdi>{title}</bdi>
          <span class="quiet" lang={first.language}>
            {texts.actionStates[stage]}
          </span>
          {progress !== null && <i class="bar" style={{ '--share': progress }} />}
        </li>
      ))}
    {listed(state) === 'consensus' &&
      state.outcome?.consensus.map(({ text, agree }) => (
        <li key={text} class="agree">
          <bdi>{text}</bdi>
          <span class="quiet" lang={first.language}>
            {texts.agreed(percent(agree))}
          </span>
          <i class="bar" style={{ '--share': agree }} />
        </li>
      ))}
  </ul>
)
