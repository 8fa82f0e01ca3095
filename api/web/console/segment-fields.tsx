import { LIMITS } from '../../src/wire/constants.ts'
import { Field, TextField } from '../shared/parts/field.tsx'
import { Around, useWritten, Written } from '../shared/parts/written.tsx'
import { useConsole } from './context.ts'

export interface OfferedSegment {
  /** Undefined: it is new. */
  id?: string
  label: string
  retiredAt: string | null
}

interface SegmentFieldsProps {
  question: string
  segments: readonly OfferedSegment[]
  onChange(segments: readonly OfferedSegment[]): void
}

/** The question that tells parts of the public apart, and its answers; those given are retired, never deleted. */
export function SegmentFields({ question, segments, onChange }: SegmentFieldsProps) {
  const { texts } = useConsole()
  const { form } = texts
  const written = useWritten()
  const change = (index: number, more: Partial<OfferedSegment>) =>
    onChange(segments.map((segment, at) => (at === index ? { ...segment, ...more } : segment)))
  const retire = (index: number) =>
    segments[index]?.id === undefined
      ? onChange(segments.toSpliced(index, 1))
      : change(index, { retiredAt: new Date().toISOString() })
  const offered = segments.filter(({ retiredAt }) => retiredAt === null).length

  return (
    <fieldset>
      <legend>{form.segments}</legend>
      <TextField
        label={form.segmentQuestion}
        hint={form.segmentHint}
        name="segmentQuestion"
        value={question}
        isWritten
        maxLength={120}
      />
      {segments.map(({ id, label, retiredAt }, index) =>
        retiredAt === null ? (
          <div class="segment" key={id ?? index}>
            <Field label={form.segment(index + 1)}>
              {(ids) => (
                <input
                  {...ids}
                  {...written}
                  value={label}
                  maxLength={LIMITS.segmentLabelLength}
                  onInput={({ currentTarget }) => change(index, { label: currentTarget.value })}
                />
              )}
            </Field>
            <button type="button" class="plain" onClick={() => retire(index)}>
              {texts.remove}
              <span class="unseen">
                {' '}
                <Written text={label} />
              </span>
            </button>
          </div>
        ) : (
          <p class="quiet" key={id}>
            <Around sentence={form.retired} text={label} />{' '}
            <button type="button" class="plain" onClick={() => change(index, { retiredAt: null })}>
              {form.offerAgain}
            </button>
          </p>
        ),
      )}
      {offered < LIMITS.segments && (
        <button type="button" onClick={() => onChange([...segments, { label: '', retiredAt: null }])}>
          {texts.add}
        </button>
      )}
    </fieldset>
  )
}
