import { LIMITS } from '@unisson/api/wire/constants'
import type { Controller } from '../core/controller.ts'
import { charactersLeft, check, writtenIn } from '../core/draft.ts'
import type { State } from '../core/state.ts'
import type { Surroundings } from '../host/element.ts'
import { sayPlural } from '../words/format.ts'
import { say } from '../words/say.ts'
import { Shortened } from './controls.tsx'
import type { Props } from './props.ts'

/** A sentence that begins as all proposals of the consultation do; name and age only if the reader wishes. */
export const ProposeScreen = ({ state, act, send }: Props) => {
  const { consultation, form, draft } = state
  if (!consultation) return null
  const left = charactersLeft(consultation, draft.text)
  /** A problem is shown until the text changes. */
  const written = (changed: typeof draft): Partial<State> => {
    const { problem } = form
    const isSame = changed.text === draft.text ? problem !== 'age' : false
    const stays = isSame || (problem && check(consultation, changed) === problem)
    return { draft: changed, form: stays ? form : { sending: form.sending } }
  }
  const edit = (field: keyof typeof draft) => (event: { currentTarget: { value: string } }) =>
    act({ type: 'set', change: written({ ...draft, [field]: event.currentTarget.value }) })
  return (
    <form
      class="form"
      part="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send((sync) => sync.submit(draft))
      }}
    >
      <div class="fields">
        <div class="sentence">
          <label for="text">
            <span class="hidden">{say('field')} : </span>
            <b lang={writtenIn(consultation)} dir="auto">
              {consultation.proposalPrefix}
            </b>
          </label>
          <textarea
            id="text"
            rows={2}
            lang={writtenIn(consultation)}
            // Of an empty text the direction is that of the words around it.
            dir={draft.text ? 'auto' : undefined}
            value={draft.text}
            aria-describedby="left problem"
            aria-invalid={!!form.problem && form.problem !== 'age'}
            onInput={edit('text')}
          />
          <div class="under">
            <p id="problem" class="problem">
              <span>{form.problem ? say(`problems.${form.problem}`) : ''}</span>
            </p>
            <p id="left" class={left < 0 ? 'quiet over' : 'quiet'}>
              <span>{sayPlural(left < 0 ? 'over' : 'left', { count: Math.abs(left) })}</span>
            </p>
          </div>
        </div>
        <div class="author">
          <label>
            <Shortened text={say('name')} />
            <input
              value={draft.name}
              maxlength={LIMITS.authorNameLength}
              autocomplete="given-name"
              onInput={edit('name')}
            />
          </label>
          <label>
            <Shortened text={say('age')} />
            <input
              value={draft.age}
              inputmode="numeric"
              maxlength={3}
              aria-invalid={form.problem === 'age'}
              aria-describedby="problem"
              onInput={edit('age')}
            />
          </label>
        </div>
      </div>
      <div class="foot">
        {form.duplicateOf && (
          <button
            type="button"
            class="quiet see"
            onClick={() => act({ type: 'voteOn', proposal: form.duplicateOf ?? '' })}
          >
            {say('seeDuplicate')}
          </button>
        )}
        <button type="button" class="quiet end" onClick={() => act({ type: 'cancel' })}>
          {say('cancel')}
        </button>
        <button type="submit" class="primary" aria-disabled={form.sending}>
          <span>{say(form.sending ? 'sending' : 'send')}</span>
        </button>
      </div>
    </form>
  )
}

type Writing = Pick<State, 'draft' | 'writing'>

/** What is being written, by element and consultation: it outlives an app that is stopped and begun again. */
const writings = new WeakMap<Element, Writing & { slug: string | undefined }>()

/** Keeps what is being written. */
export const keepWriting = ({ element, option }: Surroundings, { draft, writing }: State): void => {
  if (draft.text || writings.has(element))
    writings.set(element, { draft, writing, slug: option('consultation') })
}

/** Gives back what was being written in this element before, with the form as it was. */
export const giveBackWriting = (page: Surroundings, controller: Controller): void => {
  const kept = writings.get(page.element)
  const { state } = controller
  if (!kept || kept.slug !== page.option('consultation') || state.draft.text) return
  const { draft, writing } = kept
  const isOpen = writing && state.screen === 'vote' && state.consultation?.phase === 'open'
  controller.set({ draft, writing, ...(isOpen ? { screen: 'propose' } : {}) })
}
