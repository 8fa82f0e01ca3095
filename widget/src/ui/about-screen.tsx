import { around } from '../words/around.tsx'
import { list } from '../words/format.ts'
import { say } from '../words/say.ts'
import type { CardProps } from './props.ts'

/** Opens and closes what is said about the question; beside it in every state. */
export const AboutButton = ({ state, act }: CardProps) => (
  <button
    type="button"
    class="about"
    part="about-button"
    aria-label={say('about')}
    aria-expanded={!!state.about}
    onClick={() => act({ type: 'set', change: { about: state.about ? undefined : 'open' } })}
  >
    <i>?</i>
  </button>
)

/** Who asks, what becomes of a vote, how it is kept; and the way to be forgotten. */
export const AboutScreen = ({ state, act, send }: CardProps) => {
  const { about, askedBy, consultation } = state
  const turn = (to: typeof about) => act({ type: 'set', change: { about: to } })
  const forget = () =>
    send(async (sync) => {
      await sync.forget()
      turn('forgotten')
    })
  return (
    <>
      <section
        class="stage words"
        part="about"
        tabindex={-1}
        aria-label={say('about')}
        onKeyDown={({ key }) => key === 'Escape' && turn(undefined)}
      >
        <p>
          {askedBy?.length ? (
            <b>
              {around(
                say('askedBy', { names: list(askedBy.map(() => '\n')) }),
                askedBy,
                consultation?.language,
              )}
            </b>
          ) : null}{' '}
          <a href={consultation?.url as string}>{say('open')}</a>
        </p>
        <p>{say('becomes')}</p>
        <p>{say('privacy')}</p>
      </section>
      <div class="foot">
        {about === 'forgotten' ? (
          <p class="quiet">{say('forgotten')}</p>
        ) : (
          <button
            type="button"
            class="quiet"
            part="forget"
            onClick={about === 'sure' ? forget : () => turn('sure')}
          >
            <span>{say(about === 'sure' ? 'sure' : 'forget')}</span>
          </button>
        )}
        <button type="button" class="primary end" onClick={() => turn(undefined)}>
          {say('back')}
        </button>
      </div>
    </>
  )
}
