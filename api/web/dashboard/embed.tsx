import { useState } from 'preact/hooks'
import { EmbedKit } from '../shared/embed-kit/embed-kit.tsx'
import { SelectField } from '../shared/parts/field.tsx'
import { useDashboard } from './context.ts'

/** What this publisher pastes to carry a consultation. */
export function EmbedScreen() {
  const { texts, client, session, language } = useDashboard()
  const { consultations, publisher } = session
  const [chosen, setChosen] = useState(consultations[0]?.slug ?? '')
  return (
    <section class="embed">
      <h1>{texts.embed.title}</h1>
      {consultations.length === 0 ? (
        <p class="notice">{texts.embed.none}</p>
      ) : (
        <>
          <SelectField
            label={texts.controls.consultation}
            value={chosen}
            options={consultations.map(({ slug, question, language: written }) => [slug, question, written])}
            onChange={setChosen}
          />
          <EmbedKit
            consultation={chosen}
            language={language}
            publisher={publisher.name}
            ask={client.embedCode}
          />
        </>
      )}
    </section>
  )
}
