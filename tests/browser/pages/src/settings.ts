const settings = new URLSearchParams(location.search)

export const host = settings.get('host') ?? ''
export const publisher = settings.get('publisher') ?? ''
