import { useId } from 'preact/hooks'
import type { CommonTexts } from '../locales/fr.ts'
import { SelectField } from '../parts/field.tsx'
import { type Appearance, LAYOUTS, type PreviewWidth, SHOWN, THEMES } from './appearance.ts'

const USUAL_ACCENT = '#1f4e8c'
const USUAL_RADIUS = 4
const LARGEST_RADIUS = 24

interface ChoiceProps<Value extends string> {
  label: string
  values: readonly Value[]
  names: Readonly<Record<Value, string>>
  value: Value
  onChange(value: Value): void
}

function Choice<Value extends string>({ label, values, names, value, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      <div class="choices">
        {values.map((one) => (
          <button key={one} type="button" aria-pressed={one === value} onClick={() => onChange(one)}>
            {names[one]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

interface ControlsProps {
  texts: CommonTexts['embedKit']
  /** Of the interface, by their tags, with their names; that of the consultation first. */
  languages: readonly (readonly [tag: string, name: string])[]
  languageLabel: string
  appearance: Appearance
  onChange(change: Partial<Appearance>): void
  width: PreviewWidth
  onWidth(width: PreviewWidth): void
}

/** How the widget is to look. */
export function Controls(props: ControlsProps) {
  const { texts, languages, languageLabel, appearance, onChange, width, onWidth } = props
  const id = useId()
  const { shown, proposal, theme, layout, accent, radius, channel } = appearance
  return (
    <div class="controls">
      <SelectField
        label={texts.shown}
        value={shown}
        options={SHOWN.map((one) => [one, texts.parts[one]] as const)}
        onChange={(value) => onChange({ shown: SHOWN.find((one) => one === value) ?? 'vote' })}
      />
      {languages.length > 1 && (
        <SelectField
          label={languageLabel}
          value={appearance.language || (languages[0]?.[0] ?? '')}
          options={languages}
          onChange={(tag) => onChange({ language: tag === languages[0]?.[0] ? '' : tag })}
        />
      )}
      <div class="field">
        <label for={`${id}-proposal`}>{texts.proposal}</label>
        <input
          id={`${id}-proposal`}
          value={proposal}
          maxLength={12}
          autocomplete="off"
          spellcheck={false}
          pattern="[A-Za-z0-9_\-]{12}"
          aria-describedby={`${id}-proposal-hint`}
          onInput={({ currentTarget }) => onChange({ proposal: currentTarget.value.trim() })}
        />
        <small id={`${id}-proposal-hint`}>{texts.proposalHint}</small>
      </div>
      <Choice
        label={texts.theme}
        values={THEMES}
        names={texts.themes}
        value={theme}
        onChange={(value) => onChange({ theme: value })}
      />
      <Choice
        label={texts.layout}
        values={LAYOUTS}
        names={texts.layouts}
        value={layout}
        onChange={(value) => onChange({ layout: value })}
      />
      <div class="field">
        <label for={`${id}-accent`}>{texts.accent}</label>
        <div class="line">
          <input
            id={`${id}-accent`}
            type="color"
            value={accent ?? USUAL_ACCENT}
            onInput={({ currentTarget }) => onChange({ accent: currentTarget.value })}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={accent !== null}
              onChange={({ currentTarget }) =>
                onChange({ accent: currentTarget.checked ? USUAL_ACCENT : null })
              }
            />{' '}
            {texts.ownAccent}
          </label>
        </div>
      </div>
      <div class="field">
        <label for={`${id}-radius`}>{texts.radius}</label>
        <div class="line">
          <input
            id={`${id}-radius`}
            type="range"
            min="0"
            max={LARGEST_RADIUS}
            value={radius ?? USUAL_RADIUS}
            onInput={({ currentTarget }) => {
              const chosen = Number(currentTarget.value)
              onChange({ radius: chosen === USUAL_RADIUS ? null : chosen })
            }}
          />
          <output>{radius ?? USUAL_RADIUS} px</output>
        </div>
      </div>
      <div class="field">
        <label for={`${id}-channel`}>{texts.channel}</label>
        <input
          id={`${id}-channel`}
          value={channel}
          maxLength={40}
          autocomplete="off"
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          aria-describedby={`${id}-hint`}
          onInput={({ currentTarget }) => onChange({ channel: currentTarget.value.trim() })}
        />
        <small id={`${id}-hint`}>{texts.channelHint}</small>
      </div>
      <Choice
        label={texts.width}
        values={['wide', 'narrow']}
        names={texts.widths}
        value={width}
        onChange={onWidth}
      />
    </div>
  )
}
