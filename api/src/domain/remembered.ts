/** The same answers as `ask`, of which up to `most` are remembered, in memory; then it begins anew. */
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
