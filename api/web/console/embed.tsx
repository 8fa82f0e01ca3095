import { useState } from 'preact/hooks'
import type { PublisherOfTeam } from '../../src/wire/index.ts'
import { EmbedKit } from '../shared/embed-kit/embed-kit.tsx'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { SelectField } from '../shared/parts/field.tsx'
import { useConsole } from './context.ts'

function KitOfPublisher({ slug, publishers }: { slug: string; publishers: PublisherOfTeam[] }) {
  const { client, texts } = useConsole()
  const [chosen, setChosen] = useState(publishers[0]?.id ?? '')
  if (publishers.length === 0) return <p class="notice">{texts.embed.noPublisher}</p>
  return (
    <>
      <SelectField
        label={texts.embed.publisher}
        value={chosen}
        options={publishers.map(({ id, name }) => [id, name])}
        onChange={setChosen}
      />
      <EmbedKit consultation={slug} publisher={chosen} ask={(query) => client.embedCode(chosen, query)} />
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
