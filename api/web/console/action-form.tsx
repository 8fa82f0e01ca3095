import { useState } from 'preact/hooks'
import { ACTION_STATES, LIMITS, TEAM_ACTION_STATES } from '../../src/wire/constants.ts'
import type { NewAction, TeamAction, TeamActionState } from '../../src/wire/index.ts'
import { useLoaded } from '../shared/loaded.tsx'
import { ChoiceField, Field, TextField } from '../shared/parts/field.tsx'
import { Form, numberOf, textOf } from '../shared/parts/form.tsx'
import { ProblemNotice } from '../shared/parts/problem.tsx'
import { Written } from '../shared/parts/written.tsx'
import { useConsole } from './context.ts'

type Chosen = TeamAction['proposals']

interface ProposalPickerProps {
  slug: string
  chosen: Chosen
  onChange(chosen: Chosen): void
}

/** Finds the accepted proposals that an action rests on. */
function ProposalPicker({ slug, chosen, onChange }: ProposalPickerProps) {
  const { client, texts } = useConsole()
  const [search, setSearch] = useState('')
  const { data, problem, reload } = useLoaded(`${slug} ${search}`, () =>
    client.queue(slug, { filter: 'accepted', search, after: null, theme: null }),
  )
  const ids = new Set(chosen.map(({ id }) => id))
  const found = search === '' ? [] : (data?.proposals.filter(({ id }) => !ids.has(id)).slice(0, 5) ?? [])
  return (
    <fieldset class="picker">
      <legend>{texts.actions.proposals}</legend>
      <ul class="chosen">
        {chosen.map(({ id, text, language }) => (
          <li key={id}>
            <Written text={text} language={language} />
            <button
              type="button"
              class="plain"
              onClick={() => onChange(chosen.filter((one) => one.id !== id))}
            >
              {texts.remove}
            </button>
          </li>
        ))}
      </ul>
      <Field label={texts.moderation.search} hint={texts.actions.proposalsHint}>
        {(ids) => (
          <input
            {...ids}
            type="search"
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value.trim())}
          />
        )}
      </Field>
      <ProblemNotice problem={problem} onAgain={reload} />
      <ul>
        {found.map(({ id, text, language }) => (
          <li key={id}>
            <button
              type="button"
              class="plain"
              onClick={() => {
                onChange([...chosen, { id, text, language: language ?? undefined }])
                setSearch('')
              }}
            >
              + <Written text={text} language={language ?? undefined} />
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

function readIndicator(data: FormData): NewAction['indicator'] {
  const name = textOf(data, 'indicator').trim()
  if (name === '') return null
  const { unit, baseline, target } = {
    unit: textOf(data, 'unit'),
    baseline: numberOf(data, 'baseline'),
    target: numberOf(data, 'target'),
  }
  return { name, unit, baseline, target }
}

interface ActionFormProps {
  slug: string
  action: TeamAction | null
  onSend(body: NewAction): Promise<void>
  onCancel(): void
}

/** An action as it is to be. */
export function ActionForm({ slug, action, onSend, onCancel }: ActionFormProps) {
  const { texts } = useConsole()
  const { actions } = texts
  const [proposals, setProposals] = useState<Chosen>(action?.proposals ?? [])
  const indicator = action?.indicator
  // What the public has seen does not go back.
  const states = !action || action.state === 'draft' ? TEAM_ACTION_STATES : ACTION_STATES

  const send = (data: FormData) =>
    onSend({
      title: textOf(data, 'title'),
      description: textOf(data, 'description'),
      carrier: textOf(data, 'carrier'),
      state: textOf(data, 'state') as TeamActionState,
      proposals: proposals.map(({ id }) => id),
      indicator: readIndicator(data),
    })

  return (
    <Form onSend={send} submit={action ? texts.save : actions.create} onCancel={onCancel}>
      <TextField
        label={actions.title}
        name="title"
        value={action?.title}
        isWritten
        isRequired
        maxLength={LIMITS.titleLength}
      />
      <TextField
        label={actions.description}
        name="description"
        value={action?.description}
        isWritten
        isLong
        maxLength={LIMITS.descriptionLength}
      />
      <TextField
        label={actions.carrier}
        name="carrier"
        value={action?.carrier}
        isWritten
        maxLength={LIMITS.carrierLength}
      />
      <ChoiceField
        label={actions.state}
        name="state"
        value={action?.state ?? 'planned'}
        hint={actions.stateHint}
        options={states.map((state) => [state, actions.states[state]])}
      />
      <ProposalPicker slug={slug} chosen={proposals} onChange={setProposals} />
      <fieldset>
        <legend>{actions.indicator}</legend>
        <div class="row">
          <TextField
            label={actions.indicatorName}
            name="indicator"
            value={indicator?.name}
            isWritten
            maxLength={LIMITS.indicatorLength}
          />
          <TextField label={actions.unit} name="unit" value={indicator?.unit} isWritten maxLength={20} />
          <TextField
            label={actions.baseline}
            name="baseline"
            type="number"
            step="any"
            value={String(indicator?.baseline ?? 0)}
          />
          <TextField
            label={actions.target}
            name="target"
            type="number"
            step="any"
            value={indicator ? String(indicator.target) : ''}
          />
        </div>
      </fieldset>
    </Form>
  )
}
