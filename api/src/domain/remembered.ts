/** The same answers as `ask`. Up to `most` are kept in memory; when there are more, all are dropped. */
export function remembered<Answer extends NonNullable<unknown>>(
  most: number,
  ask: (address: string) => Answer,
): (address: string) => Answer {
  const answers = new Map<string, Answer>()
  return (address) => {
    const known = answers.get(address)
    if (known !== undefined) return known
    const answer = ask(address)
    if (answers.size >= most) answers.clear()
    answers.set(address, answer)
    return answer
  }
}
