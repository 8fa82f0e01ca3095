import { groupsSection } from '../../src/pages/consultation/groups-section.ts'
import { resultsSection } from '../../src/pages/consultation/results-section.ts'
import { pageTexts } from '../../src/pages/consultation/texts.ts'
import type { Results, TeamConsultation } from '../../src/wire/index.ts'
import { useLoaded, useRefresh, WhenLoaded } from '../shared/loaded.tsx'
import { useConsole } from './context.ts'
import { Certainty } from './group-certainty.tsx'
import { publicWords } from './public-words.ts'

/** How often the screen asks while voters are counted for the first time. */
const RECOUNT_MILLISECONDS = 1000

function Participation({ votes, voters, proposals, submitted }: Results['participation']) {
  const { count, results } = useConsole().texts
  const figures = [
    [count(votes), results.votes(votes)],
    [voters === null ? '…' : count(voters), results.voters(voters ?? 0)],
    [count(proposals), results.proposals(proposals)],
    [count(submitted), results.submitted(submitted)],
  ] as const
  return (
    <dl class="figures">
      {figures.map(([value, label]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Results as they stand, drawn as the public will see them. */
export function ResultsScreen({ consultation }: { consultation: TeamConsultation }) {
  const { client, texts, language } = useConsole()
  const loaded = useLoaded(`${consultation.slug} ${language}`, async () => {
    const [found, words] = await Promise.all([client.results(consultation.slug), publicWords(language)])
    return { ...found, words }
  })
  const isCounting = loaded.data?.results.participation.voters === null
  useRefresh(loaded.reload, isCounting ? RECOUNT_MILLISECONDS : null)
  return (
    <div class="results">
      <p class="notice">{texts.results.intro}</p>
      <WhenLoaded loaded={loaded}>
        {({ results, groups, certainty, words }) => (
          <>
            <Participation {...results.participation} />
            {resultsSection(results, pageTexts(words))}
            {groupsSection(groups, words) ?? (
              <section>
                <h2>{texts.results.groups}</h2>
                <p class="quiet">{texts.results.noGroups}</p>
              </section>
            )}
            {certainty && <Certainty certainty={certainty} />}
          </>
        )}
      </WhenLoaded>
    </div>
  )
}
