import type { ComponentChild } from 'preact'
import { deferred } from '../shared/deferred.tsx'
import type { Language } from '../shared/languages.ts'
import { LanguageChoice } from '../shared/parts/language-choice.tsx'
import { ProblemNotice, useAttempt } from '../shared/parts/problem.tsx'
import { usePlace } from '../shared/route.ts'
import { ArticleScreen } from './article.tsx'
import { useDashboard } from './context.ts'
import { SiteScreen } from './engagement.tsx'
import { addressWith, type View, viewOf } from './view.ts'

// Few come here, and not first.
const EmbedScreen = deferred(async () => (await import('./embed.tsx')).EmbedScreen)
const ShareLinksScreen = deferred(async () => (await import('./share-links.tsx')).ShareLinksScreen)

interface FrameProps {
  onLanguage(language: Language): void
  onSignedOut(): void
}

const PLACES = ['engagement', 'embed', 'share-links'] as const

function screenAt(parts: readonly string[], view: View): ComponentChild {
  const [first, id] = parts
  const onView = (next: View) => {
    location.hash = addressWith(next, ...parts)
  }
  if (first === 'articles' && id !== undefined)
    return <ArticleScreen key={id} id={id} view={view} onView={onView} />
  if (first === 'embed') return <EmbedScreen />
  if (first === 'share-links') return <ShareLinksScreen />
  return <SiteScreen view={view} onView={onView} />
}

/** What stands around every screen: where one is, and the way elsewhere. */
export function Frame({ onLanguage, onSignedOut }: FrameProps) {
  const { texts, client, session, language } = useDashboard()
  const { parts, parameters } = usePlace()
  const view = viewOf(parameters)
  const { problem, attempt } = useAttempt()
  const signOut = () => attempt(() => client.signOut().then(onSignedOut))
  const isReadOnly = session.access === 'read'
  const places = PLACES.filter((place) => place === 'engagement' || !isReadOnly)
  const here = places.find((place) => place === parts[0]) ?? 'engagement'
  return (
    <>
      <header class="frame">
        <a class="mark" href={addressWith(view)}>
          Unisson
        </a>
        <nav aria-label={texts.title}>
          {places.map((place) => (
            <a
              key={place}
              href={place === 'engagement' ? addressWith(view) : addressWith(view, place)}
              aria-current={place === here ? 'page' : undefined}
            >
              {texts.places[place]}
            </a>
          ))}
        </nav>
        <div class="person">
          {isReadOnly && <span class="badge">{texts.readOnly}</span>}
          <LanguageChoice language={language} onChoice={onLanguage} />
          <button type="button" class="plain" onClick={signOut}>
            {texts.signOut}
          </button>
        </div>
      </header>
      <main class="screen">
        {problem && <ProblemNotice problem={problem} />}
        {screenAt(parts, view)}
      </main>
    </>
  )
}
