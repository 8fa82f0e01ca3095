import type { AdminContext } from '../../api/src/administration/admin-context.ts'
import { createTheme, placeProposals } from '../../api/src/administration/themes.ts'
import { FEWEST_TEXTS } from '../../api/src/domain/themes/find-themes.ts'
import { ThemeFinder } from '../../api/src/jobs/themes.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'

/** As a team would divide so few by hand; a proposal goes into the first theme that it fits. */
const BY_HAND: readonly (readonly [name: string, words: RegExp])[] = [
  ['Viande et menus végétariens', /viande|végét|vegan|élevage/i],
  ['Gaspillage et emballages', /gaspillage|restes|déchets|emballage/i],
  ['Cantines, écoles et potagers', /école|cantine|potager|jardin|fruitiers|espace vert|collective/i],
  ['Agriculture biologique', /\bbios?\b|pesticides|haies|raisonnée/i],
  ['Circuits courts et commerces', /circuits|locales?|proximité|supermarchés|grandes surfaces|hors-saison/i],
  ['Revenu des agriculteurs', /agriculteurs|importation|autosuffisant|exploitations/i],
]

/** Themes found by the machine where there are enough proposals, else as the team would make them by hand. */
export async function makeThemes(context: AdminContext, consultation: ConsultationRecord): Promise<void> {
  const { store, runtime } = context
  const accepted = await store.proposals.accepted(consultation.id)
  if (accepted.length >= FEWEST_TEXTS)
    return new ThemeFinder({ store, now: runtime.now, id: runtime.id }).refresh(consultation.id, 'find')
  const rest = new Map(accepted.map(({ id, text }) => [id, text]))
  for (const [name, words] of BY_HAND) {
    const proposals = [...rest].filter(([, text]) => words.test(text)).map(([id]) => id)
    if (proposals.length === 0) continue
    for (const id of proposals) rest.delete(id)
    const theme = await createTheme(context, consultation, { name })
    await placeProposals(context, consultation, { theme: theme.id, proposals })
  }
}
