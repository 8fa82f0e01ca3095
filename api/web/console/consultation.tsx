import type { ComponentChild } from 'preact'
import { useState } from 'preact/hooks'
import type { TeamConsultationAnswer } from '../../src/wire/index.ts'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { addressOf } from '../shared/route.ts'
import { ActionsScreen } from './actions.tsx'
import { AuditScreen } from './audit.tsx'
import { SettingsScreen } from './consultation-form.tsx'
import { useConsole } from './context.ts'
import { DataScreen } from './data.tsx'
import { EmbedScreen } from './embed.tsx'
import { ModerationScreen } from './moderation/screen.tsx'
import { PartnersScreen } from './partners.tsx'
import { PhaseControl } from './phase-control.tsx'
import { ResultsScreen } from './results.tsx'

const TABS = ['moderation', 'settings', 'results', 'actions', 'partners', 'embed', 'data', 'audit'] as const
type Tab = (typeof TABS)[number]

function contentOf(
  tab: Tab,
  answer: TeamConsultationAnswer,
  onChanged: (answer: TeamConsultationAnswer) => void,
  onImported: () => void,
): ComponentChild {
  const { consultation } = answer
  const { slug } = consultation
  switch (tab) {
    case 'settings':
      return (
        <>
          <PhaseControl consultation={consultation} onChanged={onChanged} />
          <SettingsScreen key={consultation.revision} consultation={consultation} onChanged={onChanged} />
        </>
      )
    case 'results':
      return <ResultsScreen consultation={consultation} />
    case 'actions':
      return <ActionsScreen consultation={consultation} />
    case 'partners':
      return <PartnersScreen slug={slug} />
    case 'embed':
      return <EmbedScreen slug={slug} />
    case 'data':
      return <DataScreen slug={slug} onImported={onImported} />
    case 'audit':
      return <AuditScreen consultation={slug} />
    case 'moderation':
      return <ModerationScreen consultation={consultation} />
  }
}

/** One consultation: its question, its phase, and a tab for each kind of work. */
export function ConsultationScreen({ slug, tab }: { slug: string; tab: string }) {
  const { client, texts, administrator } = useConsole()
  const loaded = useLoaded(slug, () => client.consultation(slug))
  // A moderator works on proposals, and meets nothing else.
  const tabs: readonly Tab[] = administrator.role === 'admin' ? TABS : ['moderation']
  const current = tabs.find((one) => one === tab) ?? 'moderation'
  // Shown up here, since the saved form is rendered again.
  const [saved, setSaved] = useState('')
  const change = (answer: TeamConsultationAnswer) => {
    loaded.put(answer)
    setSaved(tab)
  }
  return (
    <WhenLoaded loaded={loaded}>
      {(answer) => (
        <>
          <div class="title">
            <h1>{answer.consultation.question}</h1>
            <p class="line">
              <span class={`badge phase-${answer.consultation.phase}`}>
                {texts.phases[answer.consultation.phase]}
              </span>
              <span role="status">{saved !== '' && saved === tab && texts.saved}</span>
              <a href={answer.consultation.url} target="_blank" rel="noopener">
                {texts.places.page}
              </a>
            </p>
          </div>
          {tabs.length > 1 && (
            <nav class="tabs" aria-label={answer.consultation.question}>
              {tabs.map((one) => (
                <a
                  key={one}
                  href={addressOf('c', slug, one)}
                  aria-current={one === current ? 'page' : undefined}
                >
                  {texts.places[one]}
                </a>
              ))}
            </nav>
          )}
          {contentOf(current, answer, change, loaded.reload)}
        </>
      )}
    </WhenLoaded>
  )
}
