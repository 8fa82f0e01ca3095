import { current, type ServedProposal, type State } from '../core/state.ts'
import { counts, total } from '../core/tallies.ts'
import { sayPlural } from '../words/format.ts'
import { locale } from '../words/locale.ts'
import { say } from '../words/say.ts'
import type { Props } from './props.ts'

/** The same proposal in its other text: what was shown becomes what can be shown. */
const turned = (proposal: ServedProposal): ServedProposal => {
  const { text, language = locale.language, translation } = proposal
  if (!translation) return proposal
  const { originalText, originalLanguage } = translation
  return {
    ...proposal,
    text: originalText,
    language: originalLanguage,
    translation: { ...translation, originalText: text, originalLanguage: language },
    isOriginal: !proposal.isOriginal,
  }
}

/** The state in which the proposal in front is shown in its other text, wherever it stands. */
const turn = (state: State): Partial<State> => {
  const front = current(state)
  if (!front) return {}
  const other = turned(front)
  const all = (proposals: ServedProposal[]) => proposals.map((one) => (one.id === other.id ? other : one))
  return { drawn: all(state.drawn), sequence: all(state.sequence) }
}

/** How many have voted, once the reader has; and where the text is a translation, by whom, and the way to the original. */
export const Caption = ({ state, act }: Props) => {
  const proposal = current(state)
  const shown = counts(state)
  const { author, translation, isOriginal } = proposal ?? {}
  const count = shown && sayPlural('voteCount', { count: total(shown) })
  return (
    <>
      <span>{count ? (author?.name || author?.age ? ' · ' : '') + count : ''}</span>
      {translation && (
        <span class="translated">
          <span>
            {isOriginal ? '' : say(translation.origin === 'team' ? 'translated' : 'translatedByMachine')}
          </span>{' '}
          <button type="button" class="original" onClick={() => act({ type: 'set', change: turn(state) })}>
            <span>{say(isOriginal ? 'showTranslation' : 'showOriginal')}</span>
          </button>
        </span>
      )}
    </>
  )
}
