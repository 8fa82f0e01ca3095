/**
 * The page's document as the browser made it. On the page's own, an element with a name (`<img name=body>`) stands in the way
 * of the property of that name. The build puts this one in its place, in the code of others that we bring along as well.
 */
export const document: Document = new Proxy(globalThis.document, {
  get: (page, key, _proxy, value = Reflect.get(Document.prototype, key, page)) =>
    value?.bind?.(page) ?? value,
})
