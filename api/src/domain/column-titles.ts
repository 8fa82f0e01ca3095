import type { TitleLanguage } from '../wire/index.ts'

type Title = Record<TitleLanguage, string>

/** What people read above the columns of proposals and results; the keys are the names that programs read. */
export const COLUMN_TITLES: Readonly<Record<string, Title>> = {
  text: { en: 'Proposal', fr: 'Proposition' },
  id: { en: 'Id', fr: 'Identifiant' },
  author_name: { en: 'Author', fr: 'Auteur' },
  author_age: { en: 'Age', fr: 'Âge' },
  status: { en: 'Status', fr: 'Statut' },
  refusal_reason: { en: 'Reason of the refusal', fr: 'Motif du refus' },
  created_at: { en: 'Sent on (UTC)', fr: 'Envoyée le (UTC)' },
  votes: { en: 'Votes', fr: 'Votes' },
  agree: { en: 'Agree', fr: 'D’accord' },
  disagree: { en: 'Disagree', fr: 'Pas d’accord' },
  neutral: { en: 'Neutral', fr: 'Neutre' },
  likeIt: { en: 'Love it', fr: 'Coup de cœur' },
  doable: { en: 'Doable', fr: 'Réaliste' },
  platitudeAgree: { en: 'Obvious (agree)', fr: 'Banal (d’accord)' },
  noWay: { en: 'No way', fr: 'Surtout pas' },
  impossible: { en: 'Impossible', fr: 'Infaisable' },
  platitudeDisagree: { en: 'Obvious (disagree)', fr: 'Banal (pas d’accord)' },
  doNotUnderstand: { en: 'Don’t get it', fr: 'Pas compris' },
  noOpinion: { en: 'No opinion', fr: 'Sans avis' },
  doNotCare: { en: 'Don’t care', fr: 'Indifférent' },
  adhesion: { en: 'Adhesion', fr: 'Adhésion' },
  engagement: { en: 'Engagement', fr: 'Engagement' },
  top_score: { en: 'Top score', fr: 'Score de consensus' },
  controversy: { en: 'Controversy', fr: 'Controverse' },
  rejection: { en: 'Rejection', fr: 'Rejet' },
  zone: { en: 'Zone', fr: 'Zone' },
  plebiscite: { en: 'Acclaimed', fr: 'Plébiscitée' },
}
