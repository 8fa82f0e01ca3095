/** Runs in the page, and uses nothing but itself: what a designer would not let pass, widget by widget. */
export function findFaults(): string[] {
  const SCROLLS = '.stage, .fields, .question, textarea'
  const CONTROLS = 'button, a.primary, input, textarea'
  const isShown = (element: Element) =>
    element.getClientRects().length > 0 && !element.closest('.hidden, [role=status]')
  const cut = (rect: DOMRect, by: DOMRect) =>
    new DOMRect(
      Math.max(rect.left, by.left),
      Math.max(rect.top, by.top),
      Math.max(0, Math.min(rect.right, by.right) - Math.max(rect.left, by.left)),
      Math.max(0, Math.min(rect.bottom, by.bottom) - Math.max(rect.top, by.top)),
    )
  const meet = (one: DOMRect, other: DOMRect) => {
    const both = cut(one, other)
    return both.width > 1 && both.height > 1
  }
  const faultsOf = (element: Element): string[] => {
    const name = element.getAttribute('consultation')
    const root = element.shadowRoot
    const card = root?.querySelector('.card')?.getBoundingClientRect()
    if (!root || !card) return [`${name}: no card`]
    const faults: string[] = []
    const tell = (fault: string) => faults.push(`${name}: ${fault}`)
    const all = [...root.querySelectorAll('.box *')].filter(isShown)
    for (const one of all) {
      if (one.closest('svg') || one.matches('.bar, .part, .undo *, .results li')) continue
      const scroller = one.parentElement?.closest(SCROLLS)
      const box = one.getBoundingClientRect()
      const label = `${one.nodeName}.${one.className} "${one.textContent?.slice(0, 20)}"`
      if (box.left < card.left - 0.5 || box.right > card.right + 0.5) tell(`${label} sticks out at a side`)
      if (!scroller && (box.top < card.top - 0.5 || box.bottom > card.bottom + 0.5))
        tell(`${label} sticks out above or below`)
      const { overflowY, overflowX } = getComputedStyle(one)
      if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
        tell(`${label} is too wide for its place`)
      const isCut = one.scrollHeight > one.clientHeight + 1 && one.clientHeight > 0
      if (isCut && overflowY !== 'auto' && !one.matches('i, b, span, bdi'))
        tell(`${label} is cut: ${overflowX}`)
    }
    // What is written, as far as it is to be seen.
    const texts = all
      .flatMap((one) => [...one.childNodes])
      .filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
      .filter((node) => !node.parentElement?.closest('.undo'))
      .flatMap((node) => {
        const range = document.createRange()
        range.selectNodeContents(node)
        const scroller = node.parentElement?.closest(SCROLLS)?.getBoundingClientRect() ?? card
        return [...range.getClientRects()].map((rect) => ({ node, rect: cut(rect, scroller) }))
      })
    for (const { node } of texts)
      if (/undefined|[{}]/.test(node.textContent ?? '')) tell(`"${node.textContent}" is no sentence`)
    const controls = all.filter((one) => one.matches(CONTROLS))
    const place = (control: Element) => {
      const scroller = control.parentElement?.closest(SCROLLS)?.getBoundingClientRect() ?? card
      return cut(control.getBoundingClientRect(), scroller)
    }
    for (const control of controls) {
      for (const { node, rect } of texts) {
        const isOwn = control.contains(node) || control.closest('.sentence, label')?.contains(node)
        if (!isOwn && meet(rect, place(control)))
          tell(`"${node.textContent?.slice(0, 20)}" under "${control.textContent || control.nodeName}"`)
      }
      for (const other of controls) {
        if (other !== control && meet(place(control), place(other)))
          tell(`"${control.textContent}" over "${other.textContent}"`)
      }
    }
    texts.forEach(({ node, rect }, index) => {
      for (const other of texts.slice(index + 1)) {
        if (other.node !== node && meet(rect, other.rect))
          tell(`"${node.textContent?.slice(0, 20)}" over "${other.node.textContent?.slice(0, 20)}"`)
      }
    })
    for (const one of all.filter((one) => one.matches('.outcome bdi')))
      if (one.getBoundingClientRect().width < (one.parentElement?.clientWidth ?? 0) * 0.9)
        tell(`"${one.textContent?.slice(0, 20)}" stands in a narrow column`)
    const notice = root.querySelector('.notice')
    const text = notice && root.querySelector('blockquote')
    if (text) {
      // Below 280 px there is no room for both.
      if (card.width >= 280 && !all.some((one) => one.matches('.question')))
        tell('the question gives way to the notice')
      const line = new Range()
      line.setStart(text, 0)
      line.setEnd(text, 1)
      const stage = text.parentElement?.getBoundingClientRect()
      const first = line.getBoundingClientRect()
      if (!stage || first.bottom > stage.bottom + 0.5)
        tell('no line of the proposal is whole beside the notice')
    }
    return faults
  }
  return [...document.querySelectorAll('unisson-consultation')].flatMap(faultsOf)
}
