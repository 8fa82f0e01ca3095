/** The column of a counter: `likeIt` in the code and on the wire is `like_it` in SQL, whose names ignore case. */
export const column = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
