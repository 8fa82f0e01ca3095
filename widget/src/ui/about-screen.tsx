import { texts } from '#later-locale'
import type { CardProps } from './props.ts'

/** Opens and closes what is said about the question; beside it in every state. */
export const AboutButton = ({ state, act }: CardProps) => (
  <button
    type="button"
    class="about"
    part="about-button"
    aria-label={texts.about}
    aria-expanded={!!state.about}
    onClick={() => act({ type: 'set', change: { about: state.about ? undefined : 'open' } })}
  >
    <i>?</i>
  </button>
)

/** Who asks, what becomes of a vote, how it is kept; and the way to be forgotten. */
export const AboutScreen = ({ state, act, send, page }: CardProps) => {
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
        aria-label={texts.about}
        onKeyDown={({ key }) => key === 'Escape' && turn(undefined)}
      >
        <p>
          {askedBy?.length ? <b dir="auto">{texts.askedBy(askedBy)}</b> : null}{' '}
          <a href={consultation?.url ?? page} target="_top">
            {texts.open}
          </a>
        </p>
        <p>{texts.becomes}</p>
        <p>{texts.kept}</p>
      </section>
      <div class="foot">
        {about === 'forgotten' ? (
          <p class="quiet">{texts.forgotten}</p>
        ) : (
          <button
            type="button"
            class="quiet"
            part="forget"
            onClick={about === 'sure' ? forget : () => turn('sure')}
          >
            <span>{about === 'sure' ? texts.sure : texts.forget}</span>
          </button>
        )}
        <button type="button" class="primary end" onClick={() => turn(undefined)}>
          {texts.back}
        </button>
      </div>
    </>
  )
}
