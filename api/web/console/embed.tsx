import { useState } from 'preact/hooks'
import type { PublisherOfTeam, TeamConsultation } from '../../src/wire/index.ts'
import { EmbedKit } from '../shared/embed-kit/embed-kit.tsx'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { SelectField } from '../shared/parts/field.tsx'
import { useConsole } from './context.ts'

interface KitProps {
  consultation: TeamConsultation
  publishers: PublisherOfTeam[]
}

function KitOfPublisher({ consultation, publishers }: KitProps) {
  const { client, texts, language } = useConsole()
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
      <EmbedKit
        consultation={consultation.slug}
        language={language}
        publisher={chosen}
        ask={(query) => client.embedCode(chosen, query)}
      />
    </>
  )
}

/** What a news site pastes to carry this consultation. */
export function EmbedScreen({ consultation }: { consultation: TeamConsultation }) {
  const { client } = useConsole()
  const loaded = useLoaded('publishers', client.publishers)
  return (
    <WhenLoaded loaded={loaded}>
      {({ publishers }) => (
        <KitOfPublisher
          consultation={consultation}
          publishers={publishers.filter(({ enabled }) => enabled)}
        />
      )}
    </WhenLoaded>
  )
}
