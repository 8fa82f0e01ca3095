/** What all pages say. */
export const fr = {
  language: 'Langue',
  loading: 'Chargement…',
  cancel: 'Annuler',
  again: 'Réessayer',
  copy: 'Copier',
  copied: 'Copié',
  wrongFields: 'À corriger :',
  signOut: 'Se déconnecter',
  downloads: {
    as: (what: string, format: string) => `Télécharger ${what} en ${format}`,
  },
  problems: {
    offline: 'Le serveur ne répond pas. Vérifiez la connexion, puis réessayez.',
    'invalid-key': 'Cette clé n’est pas valable.',
    'not-signed-in': 'La session est terminée. Connectez-vous de nouveau.',
    'too-many-requests': 'Trop d’essais. Attendez une minute.',
  } as Record<string, string>,
}

export type CommonTexts = typeof fr
