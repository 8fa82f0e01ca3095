// What the API will answer: to be taken from the wire once it is there.

export interface LiveReaders {
  now: number
  lastHalfHour: number
}

export interface TopProposal {
  id: string
  text: string
  votes: number
  agree: number
  neutral: number
  disagree: number
}

export interface TopProposalsAnswer {
  proposals: TopProposal[]
}
