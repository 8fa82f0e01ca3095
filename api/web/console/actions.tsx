import { useState } from 'preact/hooks'
import { DOT } from '../../src/domain/text/typography.ts'
import type { NewAction, TeamAction, TeamConsultation } from '../../src/wire/index.ts'
import { inWords } from '../shared/dates.ts'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { TextField } from '../shared/parts/field.tsx'
import { Form, numberOf, textOf } from '../shared/parts/form.tsx'
import { Written } from '../shared/parts/written.tsx'
import { ActionForm } from './action-form.tsx'
import { useConsole } from './context.ts'

const today = (): string => new Date().toISOString().slice(0, 10)

interface ReadingFormProps {
  action: TeamAction
  onReading(day: string, value: number): Promise<void>
}

function ReadingForm({ action, onReading }: ReadingFormProps) {
  const { actions, add } = useConsole().texts
  return (
    <details>
      <summary>{actions.reading}</summary>
      <Form
        onSend={(data) => onReading(textOf(data, 'day'), numberOf(data, 'value'))}
        submit={add}
        key={action.revision}
      >
        <div class="row">
          <TextField label={actions.day} name="day" type="date" value={today()} isRequired />
          <TextField label={actions.value} name="value" type="number" step="any" isRequired />
        </div>
      </Form>
    </details>
  )
}

const WRITTEN_FIELDS: readonly string[] = ['created', 'title', 'description', 'carrier', 'indicator']

function Changes({ action }: { action: TeamAction }) {
  const { texts, language } = useConsole()
  return (
    <details>
      <summary>{texts.actions.changes}</summary>
      <ul class="bullets quiet">
        {action.changes.map(({ at, field, before, after }) => (
          <li key={at + field}>
            {inWords(at, language)}
            {DOT}
            {field} :{' '}
            {[before, after]
              .filter((part) => part !== null)
              .map((part, index) => [
                index > 0 && ' → ',
                // State, proposals and readings are told in words of the program.
                WRITTEN_FIELDS.includes(field) ? <Written text={part} /> : part,
              ])}
          </li>
        ))}
      </ul>
    </details>
  )
}

interface CardProps {
  action: TeamAction
  onChange(): void
  onReading(day: string, value: number): Promise<void>
}

function Card({ action, onChange, onReading }: CardProps) {
  const { texts } = useConsole()
  const { actions } = texts
  const { progress, state, title, carrier, proposals } = action
  return (
    <>
      <p class="line">
        <span class={`badge state-${state}`}>{actions.states[state]}</span>
        {carrier !== '' && (
          <span class="quiet">
            {actions.carrier} <Written text={carrier} />
          </span>
        )}
      </p>
      <h2>
        <Written text={title} />
      </h2>
      {progress === null ? (
        <p class="quiet">{actions.notMeasured}</p>
      ) : (
        <p class="line">
          <progress value={progress} /> <span>{actions.progress(texts.percent(progress))}</span>
        </p>
      )}
      <ul class="bullets quiet">
        {proposals.map(({ id, text, language }) => (
          <li key={id}>
            <Written text={text} language={language} />
          </li>
        ))}
      </ul>
      <div class="buttons">
        <button type="button" onClick={onChange}>
          {texts.change}
        </button>
      </div>
      {action.indicator && <ReadingForm action={action} onReading={onReading} />}
      <Changes action={action} />
    </>
  )
}

/** What becomes of the consensus. */
export function ActionsScreen({ consultation: { slug } }: { consultation: TeamConsultation }) {
  const { client, texts } = useConsole()
  const loaded = useLoaded(slug, () => client.actions(slug))
  // '' stands for the one that is being made.
  const [open, setOpen] = useState<string>()

  const write = async (action: TeamAction | null, body: NewAction) => {
    if (action) await client.changeAction(slug, action.id, { ...body, revision: action.revision })
    else await client.createAction(slug, body)
    setOpen(undefined)
    loaded.reload()
  }
  const read = async (id: string, day: string, value: number) => {
    await client.addReading(slug, id, { day, value })
    loaded.reload()
  }
  const form = (action: TeamAction | null) => (
    <ActionForm
      slug={slug}
      action={action}
      onSend={(body) => write(action, body)}
      onCancel={() => setOpen(undefined)}
    />
  )

  return (
    <>
      <p class="quiet">{texts.actions.intro}</p>
      {open === '' ? (
        <div class="card">{form(null)}</div>
      ) : (
        <button type="button" class="primary" onClick={() => setOpen('')}>
          {texts.actions.create}
        </button>
      )}
      <WhenLoaded loaded={loaded}>
        {({ actions }) => (
          <ul class="cards wide">
            {actions.map((action) => (
              <li class="card" key={action.id}>
                {open === action.id ? (
                  form(action)
                ) : (
                  <Card
                    action={action}
                    onChange={() => setOpen(action.id)}
                    onReading={(day, value) => read(action.id, day, value)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </WhenLoaded>
    </>
  )
}
