import type { ComponentChildren, JSX } from 'preact'
import { useId } from 'preact/hooks'
import { useWritten } from './written.tsx'

interface FieldProps {
  label: string
  hint?: ComponentChildren
  children: (ids: { id: string; 'aria-describedby'?: string }) => ComponentChildren
}

/** A labelled field with its hint. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(hint ? { id, 'aria-describedby': hintId } : { id })}
      {hint && <small id={hintId}>{hint}</small>}
    </div>
  )
}

interface TextFieldProps {
  label: string
  hint?: ComponentChildren
  name: string
  value?: string | undefined
  type?: string
  isRequired?: boolean
  isLong?: boolean
  maxLength?: number
  step?: string
  min?: string
  pattern?: string
  autocomplete?: string
  /** It holds what the public reads: in the language of the consultation, or in the one that is named. */
  isWritten?: boolean | string
}

/** A field of a form, read by its name when the form is sent. */
export function TextField({
  label,
  hint,
  name,
  value = '',
  isRequired,
  isLong,
  autocomplete,
  isWritten,
  ...rest
}: TextFieldProps) {
  const mark = useWritten(typeof isWritten === 'string' ? isWritten : undefined)
  const marked = isWritten ? mark : {}
  return (
    <Field label={label} hint={hint}>
      {(ids) =>
        isLong ? (
          <textarea
            {...ids}
            {...marked}
            name={name}
            defaultValue={value}
            required={isRequired}
            maxLength={rest.maxLength}
          />
        ) : (
          <input
            {...({
              ...ids,
              ...rest,
              ...marked,
              name,
              defaultValue: value,
              required: isRequired,
              autocomplete: autocomplete ?? 'off',
            } as JSX.IntrinsicElements['input'])}
          />
        )
      }
    </Field>
  )
}

/** The language is named of what people wrote. */
export type Choice<Value extends string = string> = readonly [
  value: Value,
  text: string,
  language?: string | undefined,
]

function Options({ options, value }: { options: readonly Choice[]; value: string }) {
  return (
    <>
      {options.map(([key, text, language]) => (
        <option key={key} value={key} selected={key === value} lang={language}>
          {text}
        </option>
      ))}
    </>
  )
}

interface ChoiceProps {
  label: string
  hint?: string
  name: string
  value: string
  options: readonly Choice[]
}

/** A choice between few things, read by its name when the form is sent. */
export function ChoiceField({ label, hint, name, value, options }: ChoiceProps) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <select {...ids} name={name}>
          <Options options={options} value={value} />
        </select>
      )}
    </Field>
  )
}

interface SelectFieldProps<Value extends string> {
  label: string
  value: Value
  options: readonly Choice<Value>[]
  onChange(value: Value): void
}

/** A choice that has its effect at once. */
export function SelectField<Value extends string>({
  label,
  value,
  options,
  onChange,
}: SelectFieldProps<Value>) {
  return (
    <Field label={label}>
      {(ids) => (
        <select
          {...ids}
          value={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value as Value)}
        >
          <Options options={options} value={value} />
        </select>
      )}
    </Field>
  )
}
