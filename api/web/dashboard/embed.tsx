import { useDashboard } from './context.ts'

/** Where the embed kit stands: the line to paste, its preview, its other forms. */
export function EmbedScreen() {
  const { texts } = useDashboard()
  return (
    <section class="embed">
      <h1>{texts.embed.title}</h1>
      <p class="quiet">{texts.embed.hint}</p>
    </section>
  )
}
