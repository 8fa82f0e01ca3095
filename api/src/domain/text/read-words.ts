// Texts as their telling words, cut to stems: by these, proposals are alike (text-similarity.ts) and fall into themes
// (term-vectors.ts). Words were chosen on 14,517 real proposals (docs/sequence.md).

const STEM_LETTERS = 6

const words = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '')

const EMPTY_WORDS = new Set(
  words(`
  a ai afin ainsi alors au aucun aussi autre autres aux avec avoir c ca car ce cela ces cet cette chaque comme d dans
  de des doit doivent donc du elle elles en encore entre es est et etait etc etre eu eux fait faire faut faudrait fois
  il ils j je l la le les leur leurs lors lui m ma mais meme memes mes moins mon n ne nos notre nous on ont ou par pas
  peu peut plus plutot pour pouvoir puis qu quand que quel quelle quelles quels qui quoi s sa sans se ses si soit son
  sont sous sur t ta tant te tel telle tous tout toute toutes tres trop tu un une vers via vos votre vous y
  an and any are as at be been but by can for from has have i in into is it its more must of or our should so than that
  the their them there these they this to us was we were which will with without would you your`),
)

/** As words, then cut to stems, as texts are: "mettre en place" ends as two of them. */
const OPENING_WORDS = words(`
  accompagner ameliorer arreter augmenter autoriser baisser cesser continuer creer developper diminuer donner encourager
  eviter favoriser imposer inciter instaurer interdire lancer limiter lutter maintenir mettre mise obliger obligatoire
  permettre place privilegier promouvoir proposer reduire remettre renforcer repenser soutenir stopper supprimer
  valoriser
  allow ban build create develop encourage ensure expand fund give help improve increase introduce invest let limit make
  promote protect provide put reduce require start stop support`)

// Cutting makes one stem of "interdire" and "interdiction", and one of "ville" and "villes". Numbers are kept whole.
const stem = (word: string): string =>
  /\p{N}/u.test(word) ? word : word.slice(0, STEM_LETTERS).replace(/(?<=...)[sx]$/, '')

const OPENING_STEMS = new Set(OPENING_WORDS.map(stem))

/** A word of a text. */
export interface ReadWord {
  /** As it was written, in small letters. */
  written: string
  /** What stood between it and the word before. */
  before: string
  /** Without accents, and cut: words of one family share it. */
  stem: string
  kind: 'telling' | 'opening' | 'empty'
}

const folded = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

function kindOf(word: string, cut: string): ReadWord['kind'] {
  if (EMPTY_WORDS.has(word)) return 'empty'
  return OPENING_STEMS.has(cut) ? 'opening' : 'telling'
}

/**
 * The words of a text, in order. Of French and English, words that say nothing are known, and verbs that open a
 * proposal; in another language every word tells.
 */
export function readWords(text: string): ReadWord[] {
  const normal = text.normalize('NFKC').toLowerCase()
  let end = 0
  return Array.from(normal.matchAll(/[\p{L}\p{M}\p{N}]+/gu), ({ 0: written, index }): ReadWord => {
    const before = normal.slice(end, index)
    end = index + written.length
    const word = folded(written)
    const cut = stem(word)
    return { written, before, stem: cut, kind: kindOf(word, cut) }
  })
}
