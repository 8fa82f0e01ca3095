/** A sentence, with a line break in the place of each text of people, which need not be in its language. */
export const around = (words: string, texts: readonly string[], lang: string | undefined) =>
  words.split('\n').map((part, index) => [part, texts[index] && <bdi lang={lang}>{texts[index]}</bdi>])
