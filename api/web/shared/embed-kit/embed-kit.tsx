import './embed-kit.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { PREVIEW_CHANNEL } from '../../../src/wire/constants.ts'
import type { EmbedCode } from '../../../src/wire/index.ts'
import { useWords } from '../language.ts'
import { useSteady } from '../loaded.tsx'
import { CopyButton } from '../parts/copyable.tsx'
import { ProblemNotice } from '../parts/problem.tsx'
import {
  type Appearance,
  contentOf,
  type PreviewWidth,
  propertiesOf,
  queryOf,
  styleRule,
  USUAL,
} from './appearance.ts'
import { Controls } from './controls.tsx'

const WIDTHS: Readonly<Record<PreviewWidth, number>> = { wide: 640, narrow: 320 }

function dress(frame: HTMLIFrameElement, appearance: Appearance): void {
  const page = frame.contentDocument
  const widget = page?.querySelector<HTMLElement>('unisson-consultation, unisson-results')
  if (!page || !widget) return
  widget.setAttribute('theme', appearance.theme)
  widget.setAttribute('layout', appearance.layout)
  page.documentElement.style.colorScheme = appearance.theme === 'auto' ? 'light dark' : appearance.theme
  widget.style.cssText = ''
  for (const [name, value] of propertiesOf(appearance)) widget.style.setProperty(name, value)
}

interface PreviewProps {
  slug: string
  /** Public key of the publisher in whose words it speaks. */
  publisher: string
  appearance: Appearance
  width: PreviewWidth
  title: string
}

/** The living widget, to be looked at only: in the publisher's words, by a channel that no figure knows of. */
function Preview({ slug, publisher, appearance, width, title }: PreviewProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const latest = useRef(appearance)
  latest.current = appearance
  useEffect(() => {
    if (frame.current) dress(frame.current, appearance)
  }, [appearance])
  const query = new URLSearchParams({ publisher, channel: PREVIEW_CHANNEL, ...contentOf(appearance) })
  const address = `c/${encodeURIComponent(slug)}/frame?${query}`
  return (
    <div class={`preview ${appearance.theme}`}>
      <iframe
        key={address}
        ref={frame}
        src={address}
        title={title}
        width={WIDTHS[width]}
        data-layout={appearance.layout}
        inert
        onLoad={({ currentTarget }) => dress(currentTarget, latest.current)}
      />
    </div>
  )
}

/** Public key of the publisher whose code it is. */
const publisherOf = ({ frame }: EmbedCode): string => new URL(frame).searchParams.get('publisher') ?? ''

/** Where the code to scan lies, on this server whatever its name. */
function picture({ code }: EmbedCode): string {
  const { pathname, search } = new URL(code)
  return pathname + search
}

interface EmbedKitProps {
  /** Slug of the consultation. */
  consultation: string
  /** Of the page, in which languages are named. */
  language: string
  /** Id of the publisher whose code `ask` gives. */
  publisher: string
  ask(query: string): Promise<EmbedCode>
}

/** By tag, with their names: that of the consultation first, all others by name. */
function named([own = '', ...others]: readonly string[], language: string): [tag: string, name: string][] {
  const names = new Intl.DisplayNames([language], { type: 'language' })
  const nameOf = (tag: string): [string, string] => [tag, names.of(tag) ?? tag]
  const order = new Intl.Collator(language)
  return [nameOf(own), ...others.map(nameOf).sort(([, one], [, other]) => order.compare(one, other))]
}

/** Everything that goes into a page, with a preview: for webmasters. */
export function EmbedKit({ consultation, language, publisher, ask }: EmbedKitProps) {
  const { embedKit: texts, language: languageLabel } = useWords()
  const [appearance, setAppearance] = useState<Appearance>(USUAL)
  const [width, setWidth] = useState<PreviewWidth>('wide')
  const query = queryOf(consultation, appearance)
  const { data: code, problem } = useSteady(`${publisher} ${query}`, () => ask(query))
  const styles = styleRule(appearance)
  const form = (name: keyof typeof texts.forms, value: string) => {
    const [title = '', hint = ''] = texts.forms[name]
    return (
      <section class="code" key={name}>
        <h2>{title}</h2>
        <p class="quiet">{hint}</p>
        {/* A long line is scrolled; so the keyboard must reach it. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <pre tabIndex={0}>{value}</pre>
        <CopyButton value={value} title={title} />
      </section>
    )
  }
  return (
    <div class="embed-kit">
      <p class="quiet">{texts.intro}</p>
      <div class="try">
        <Controls
          texts={texts}
          languages={code ? named(code.languages, language) : []}
          languageLabel={languageLabel}
          appearance={appearance}
          onChange={(change) => setAppearance((before) => ({ ...before, ...change }))}
          width={width}
          onWidth={setWidth}
        />
        {code && (
          <Preview
            slug={consultation}
            publisher={publisherOf(code)}
            appearance={appearance}
            width={width}
            title={texts.preview}
          />
        )}
      </div>
      <ProblemNotice problem={problem} />
      {code && (
        <div class="forms">
          {form('element', code.element)}
          {styles !== null && form('styles', styles)}
          {form('link', code.link)}
          {form('script', code.script)}
          {form('iframe', code.iframe)}
          {code.mail && form('mail', code.mail.html)}
          {code.mail && form('mailText', code.mail.text)}
          <section class="code">
            <h2>{texts.code}</h2>
            <p class="quiet">{texts.codeHint}</p>
            <img src={picture(code)} alt="" width="160" height="160" />
            <a class="button" href={picture(code)} download={`${consultation}.svg`}>
              {texts.download}
            </a>
          </section>
        </div>
      )}
    </div>
  )
}
