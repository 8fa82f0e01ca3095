import { texts } from '#later-locale'
import { texts as first } from '#locale'
import type { State } from '../state.ts'

const percent = (share: number) => Math.round(share * 100)

/** What became of the consultation: its actions where there are some, else what people agree on. */
export const OutcomeList = ({ outcome, consultation }: State) => (
  <ul class="outcome" part="outcome" lang={consultation?.language}>
    {outcome?.actions.map(({ title, state, progress }) => (
      <li key={title}>
        <bdi>{title}</bdi>
        <span class="quiet" lang={first.language}>
          {texts.actionStates[state]}
        </span>
        {progress !== null && <i class="bar" style={{ '--share': progress }} />}
      </li>
    ))}
    {!outcome?.actions.length &&
      outcome?.consensus.map(({ text, agree }) => (
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
