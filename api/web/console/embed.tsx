import { useState } from 'preact/hooks'
import type { PublisherOfTeam } from '../../src/wire/index.ts'
import { EmbedKit } from '../shared/embed-kit/embed-kit.tsx'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { Field } from '../shared/parts/field.tsx'
import { useConsole } from './context.ts'

function KitOfPublisher({ slug, publishers }: { slug: string; publishers: PublisherOfTeam[] }) {
  const { client, texts, language } = useConsole()
  const [chosen, setChosen] = useState(publishers[0]?.id ?? '')
  if (publishers.length === 0) return <p class="notice">{texts.embed.noPublisher}</p>
  return (
    <>
      <Field label={texts.embed.publisher}>
        {(ids) => (
          <select {...ids} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            {publishers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <EmbedKit
        language={language}
        consultation={slug}
        publisher={chosen}
        ask={(query) => client.embedCode(chosen, query)}
      />
    </>
  )
}

/** What a news site pastes to carry this consultation. */
export function EmbedScreen({ slug }: { slug: string }) {
  const { client } = useConsole()
  const loaded = useLoaded('publishers', client.publishers)
  return (
    <WhenLoaded loaded={loaded}>
      {({ publishers }) => (
        <KitOfPublisher slug={slug} publishers={publishers.filter(({ enabled }) => enabled)} />
      )}
    </WhenLoaded>
  )
}
