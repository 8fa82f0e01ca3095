import './embed-kit.css'
import { useEffect, useState } from 'preact/hooks'
import type { EmbedCode } from '../../../src/wire/index.ts'
import type { Language } from '../languages.ts'
import { ProblemNotice } from '../parts/problem.tsx'
import { RequestProblem } from '../request.ts'
import { type Appearance, queryOf, styleRule, USUAL } from './appearance.ts'
import { Controls } from './controls.tsx'
import { CopyableCode } from './copyable.tsx'
import { Preview, type PreviewWidth } from './preview.tsx'
import { EMBED_KIT_TEXTS } from './texts.ts'

/** The newest answer; the one before stays until it is there, so that nothing flickers. */
function useCode(query: string, ask: (query: string) => Promise<EmbedCode>) {
  const [state, setState] = useState<{ code?: EmbedCode; problem?: RequestProblem }>({})
  useEffect(() => {
    let isCurrent = true
    ask(query).then(
      (code) => isCurrent && setState({ code }),
      (error: unknown) => {
        if (!(error instanceof RequestProblem)) throw error
        if (isCurrent) setState({ problem: error })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [query, ask])
  return state
}

interface EmbedKitProps {
  language: Language
  /** Slug of the consultation. */
  consultation: string
  /** Gives the code for a publisher; the same function as long as that is the same. */
  ask(query: string): Promise<EmbedCode>
}

/** Everything that goes into a page, with a preview: for webmasters. */
export function EmbedKit({ language, consultation, ask }: EmbedKitProps) {
  const texts = EMBED_KIT_TEXTS[language]
  const [appearance, setAppearance] = useState<Appearance>(USUAL)
  const [width, setWidth] = useState<PreviewWidth>('wide')
  const { code, problem } = useCode(queryOf(consultation, appearance), ask)
  const styles = styleRule(appearance)
  const labels = { copy: texts.copy, copied: texts.copied }
  const form = (name: keyof typeof texts.forms, value: string) => {
    const [title = '', hint = ''] = texts.forms[name]
    return <CopyableCode key={name} title={title} hint={hint} value={value} {...labels} />
  }
  return (
    <div class="embed-kit">
      <p class="quiet">{texts.intro}</p>
      <div class="try">
        <Controls
          texts={texts}
          appearance={appearance}
          onChange={(change) => setAppearance((before) => ({ ...before, ...change }))}
          width={width}
          onWidth={setWidth}
        />
        <Preview slug={consultation} appearance={appearance} width={width} title={texts.preview} />
      </div>
      <ProblemNotice problem={problem} />
      {code && (
        <div class="forms">
          {form('element', code.element)}
          {styles !== null && form('styles', styles)}
          {form('link', code.link)}
          {form('script', code.script)}
          {form('iframe', code.iframe)}
          <section class="code">
            <h2>{texts.code}</h2>
            <p class="quiet">{texts.codeHint}</p>
            <img
              src={new URL(code.code).pathname + new URL(code.code).search}
              alt=""
              width="160"
              height="160"
            />
            <a
              class="button"
              href={new URL(code.code).pathname + new URL(code.code).search}
              download={`${consultation}.svg`}
            >
              {texts.download}
            </a>
          </section>
        </div>
      )}
    </div>
  )
}
