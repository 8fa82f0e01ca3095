import type { ComponentChildren, JSX } from 'preact'
import { useId } from 'preact/hooks'

interface FieldProps {
  label: string
  hint?: string | undefined
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
  hint?: string
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
  ...rest
}: TextFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(ids) =>
        isLong ? (
          <textarea
            {...ids}
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

interface ChoiceProps {
  label: string
  hint?: string
  name: string
  value: string
  options: readonly (readonly [value: string, text: string])[]
}

/** A choice between few things, read by its name when the form is sent. */
export function ChoiceField({ label, hint, name, value, options }: ChoiceProps) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <select {...ids} name={name}>
          {options.map(([key, text]) => (
            <option key={key} value={key} selected={key === value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface SelectFieldProps<Value extends string> {
  label: string
  value: Value
  options: readonly (readonly [value: Value, text: string])[]
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
          {options.map(([key, text]) => (
            <option key={key} value={key} selected={key === value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
