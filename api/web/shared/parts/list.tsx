import type { ComponentChildren } from 'preact'
import type { Loaded } from '../loaded.ts'
import { useWords } from '../words.ts'
import { ProblemNotice } from './problem.tsx'

interface WhenLoadedProps<Data> {
  loaded: Loaded<Data>
  children(data: Data): ComponentChildren
}

/** What was loaded, or why it was not, or that it is on its way. */
export function WhenLoaded<Data>({ loaded: { data, problem, reload }, children }: WhenLoadedProps<Data>) {
  const texts = useWords()
  return (
    <>
      <ProblemNotice problem={problem} onAgain={reload} />
      {data !== undefined && children(data)}
      {data === undefined && !problem && (
        <p class="quiet" aria-live="polite">
          {texts.loading}
        </p>
      )}
    </>
  )
}
