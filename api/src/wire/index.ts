// Types only: a client of the API, the widget included, can import no validator from here.
import type { z } from 'zod'
import type * as actions from './actions.ts'
import type * as administration from './administration.ts'
import type * as administrators from './administrators.ts'
import type * as articles from './articles.ts'
import type * as audit from './audit.ts'
import type * as consultations from './consultations.ts'
import type * as downloads from './downloads.ts'
import type * as editorSessions from './editor-sessions.ts'
import type * as embedding from './embedding.ts'
import type * as foreignOrigins from './foreign-origins.ts'
import type * as imports from './imports.ts'
import type * as integrity from './integrity.ts'
import type * as live from './live.ts'
import type * as moderation from './moderation.ts'
import type * as openData from './open-data.ts'
import type * as opinionGroups from './opinion-groups.ts'
import type * as partners from './partners.ts'
import type * as problems from './problems.ts'
import type * as proposals from './proposals.ts'
import type * as publishers from './publishers.ts'
import type * as readerKeys from './reader-keys.ts'
import type * as results from './results.ts'
import type * as resultsView from './results-view.ts'
import type * as selfTest from './self-test.ts'
import type * as sessions from './sessions.ts'
import type * as settings from './settings.ts'
import type * as statistics from './statistics.ts'
import type * as statisticsQuery from './statistics-query.ts'
import type * as themes from './themes.ts'
import type * as topProposals from './top-proposals.ts'
import type * as translations from './translations.ts'
import type * as trust from './trust.ts'
import type * as votes from './votes.ts'
import type * as words from './words.ts'

export type { AuditAct } from './audit.ts'
export type { ProblemCode } from './problems.ts'

export type OwnWords = z.output<typeof words.ownWords>
export type Sentences = z.output<typeof words.sentencesAnswer>

export type Action = z.output<typeof actions.action>
export type TeamAction = z.output<typeof actions.teamAction>
export type ActionIndicator = z.output<typeof actions.indicator>
export type EmbedCode = z.output<typeof embedding.embedCodeAnswer>
export type EmbedCodeQuery = z.output<typeof embedding.embedCodeQuery>

export type ActionReading = z.output<typeof actions.reading>
export type NewAction = z.input<typeof actions.newAction>

export type ArticleDetails = z.output<typeof articles.articleDetails>
export type ArticleMerge = z.output<typeof articles.articleMerge>
export type ArticleMergesAnswer = z.output<typeof articles.articleMergesAnswer>
export type ArticleOfPublisher = z.output<typeof articles.articleOfPublisher>
export type ArticlesFound = z.output<typeof articles.articlesFound>
export type ForeignOrigin = ForeignOriginsAnswer['origins'][number]
export type ForeignOriginsAnswer = z.output<typeof foreignOrigins.foreignOriginsAnswer>

export type NewPartner = z.input<typeof partners.newPartner>
export type PartnerRole = z.output<typeof partners.newPartner>['role']
export type Partner = z.output<typeof partners.partner>
export type NewPublisher = z.input<typeof publishers.newPublisher>
export type ChangedPublisher = z.input<typeof publishers.changedPublisher>
export type PublisherOfTeam = z.output<typeof publishers.publisher>
export type ApiKey = z.output<typeof publishers.apiKey>
export type CreatedShareLink = z.output<typeof publishers.createdShareLink>
export type ShareLink = z.output<typeof publishers.shareLink>
export type NewReaderKeys = z.input<typeof readerKeys.newReaderKeys>
export type ReaderKeysAnswer = z.output<typeof readerKeys.readerKeysAnswer>
export type ReaderKeyFault = z.output<typeof readerKeys.readerKeyFault>
export type KeyFetchFault = z.output<typeof readerKeys.keyFetchFault>
export type ReaderTokenOutcome = z.output<typeof readerKeys.readerTokenOutcome>
export type NewApiKey = z.input<typeof publishers.newApiKey>
export type CreatedApiKey = z.output<typeof publishers.createdApiKey>

export type ClassCounts = z.output<typeof trust.classCounts>
export type CohortOfTeam = z.output<typeof trust.cohort>
export type CohortsAnswer = z.output<typeof trust.cohortsAnswer>
export type CohortDetailsAnswer = z.output<typeof trust.cohortDetails>
export type NewCohortDecision = z.input<typeof trust.cohortDecision>
export type CohortEffectAnswer = z.output<typeof trust.cohortEffect>
export type NewCohortsDecision = z.input<typeof trust.cohortDecisions>
export type Alarms = z.output<typeof trust.alarms>
export type IntegrityReport = z.output<typeof integrity.integrityReport>

export type NewConsultation = z.input<typeof administration.newConsultation>
export type PhaseWord = z.input<typeof administration.phaseWord>
export type ChangedConsultation = z.input<typeof administration.changedConsultation>
export type TeamConsultation = z.output<typeof administration.teamConsultation>
export type TeamConsultationAnswer = z.output<typeof administration.teamConsultationAnswer>
export type ProposalCounts = z.output<typeof administration.proposalCounts>
export type TeamResults = z.output<typeof administration.teamResults>
export type ImportAnswer = z.output<typeof imports.importAnswer>
export type ImportPreview = z.output<typeof imports.importPreviewAnswer>
export type ImportedFile = z.output<typeof imports.importedFile>
export type ImportColumn = z.output<typeof imports.importColumn>
export type Encoding = z.output<typeof imports.encoding>
export type Separator = z.output<typeof imports.separator>

export type AdministratorRole = z.output<typeof administrators.administratorRole>
export type Administrator = z.output<typeof administrators.administrator>
export type NewAdministrator = z.input<typeof administrators.newAdministrator>
export type CreatedAdministrator = z.output<typeof administrators.createdAdministrator>
export type SessionOfAdministrator = z.output<typeof administrators.sessionOfAdministrator>

export type ModeratedProposal = z.output<typeof moderation.moderatedProposal>
export type QueueAnswer = z.output<typeof moderation.queueAnswer>
export type NeighboursAnswer = z.output<typeof moderation.neighboursAnswer>
export type Decision = z.input<typeof moderation.decision>

export type TeamTheme = z.output<typeof themes.teamTheme>
export type TeamThemesAnswer = z.output<typeof themes.teamThemesAnswer>
export type NewTheme = z.input<typeof themes.newTheme>
export type ChangedTheme = z.input<typeof themes.changedTheme>
export type ThemeMerge = z.input<typeof themes.themeMerge>
export type ThemePlacement = z.input<typeof themes.themePlacement>
export type ThemeFigures = z.output<typeof themes.themeFigures>
export type ThemesAnswer = z.output<typeof themes.themesAnswer>

export type AuditEntry = z.output<typeof audit.auditEntry>
export type AuditAnswer = z.output<typeof audit.auditAnswer>

export type Phase = z.output<typeof consultations.phase>
export type Consultation = z.output<typeof consultations.consultation>
export type DrawnProposal = z.output<typeof consultations.drawnProposal>
export type Segments = z.output<typeof consultations.segments>
export type ActionState = Outcome['actions'][number]['state']
export type TeamActionState = TeamAction['state']
export type Followed = z.output<typeof consultations.followed>
export type Outcome = z.output<typeof consultations.outcome>
export type EmbedPayload = z.output<typeof consultations.embedPayload>

export type Article = z.output<typeof sessions.article>
export type SessionEvent = z.output<typeof sessions.sessionRequest>['event']
export type SessionRequest = z.input<typeof sessions.sessionRequest>
export type LiveMessage = z.output<typeof live.liveReaders>
export type TopProposalsAnswer = z.output<typeof topProposals.topProposalsAnswer>
export type SelfTestAnswer = z.output<typeof selfTest.selfTestAnswer>
export type MintedSelfTest = z.output<typeof selfTest.mintedSelfTest>
export type PageView = z.input<typeof sessions.pageView>
export type SessionAnswer = z.output<typeof sessions.sessionAnswer>

export type Vote = z.output<typeof votes.vote>
export type Qualification = z.output<typeof votes.qualification>
export type Tallies = z.output<typeof votes.tallies>
export type VoteRequest = z.input<typeof votes.voteRequest>
export type VoteAnswer = z.output<typeof votes.voteAnswer>
export type ForgetRequest = z.input<typeof votes.forgetRequest>
export type ForgetAnswer = z.output<typeof votes.forgetAnswer>

export type Author = z.output<typeof proposals.author>
export type ProposalStatus = z.output<typeof proposals.proposalStatus>
export type ProposalRequest = z.input<typeof proposals.proposalRequest>
export type ProposalAnswer = z.output<typeof proposals.proposalAnswer>

export type OpinionReport = z.output<typeof opinionGroups.opinionReport>
export type OpinionMemory = z.output<typeof opinionGroups.opinionMemory>
export type GroupCertainty = z.output<typeof opinionGroups.groupCertainty>
export type OpinionGroups = z.output<typeof opinionGroups.opinionGroups>

export type SequenceSettings = z.output<typeof settings.sequenceSettings>
export type PlebisciteSettings = z.output<typeof settings.plebisciteSettings>
export type ResultsSettings = z.output<typeof settings.resultsSettings>
export type Denominator = PlebisciteSettings['denominator']
export type ConsultationSettings = z.output<typeof settings.consultationSettings>

export type OpenDataFile = (typeof openData.OPEN_DATA_FILES)[number]
export type DaySum = z.output<typeof openData.daySum>
export type Zone = z.output<typeof results.zone>
export type Rank = z.output<typeof results.rank>
export type ScoredProposal = z.output<typeof results.scoredProposal>
export type ProposalLists = z.output<typeof results.proposalLists>
export type SegmentConsensus = z.output<typeof results.segmentConsensus>
export type SegmentComparison = z.output<typeof results.segmentComparison>
export type ZoneCounts = z.output<typeof results.zoneCounts>
export type Results = z.output<typeof results.results>
export type ResultsView = z.output<typeof resultsView.resultsView>
export type ResultsViewQuery = z.output<typeof resultsView.resultsViewQuery>

export type SessionOfEditor = z.output<typeof editorSessions.sessionOfEditor>

export type { Metric, MetricDefinition } from './metrics.ts'
export type EngagementRate = z.output<typeof statistics.engagementRate>
export type MetricValues = z.output<typeof statistics.metricValues>
export type StatisticsRow = z.output<typeof statistics.statisticsRow>
export type StatisticsAnswer = z.output<typeof statistics.statisticsAnswer>
export type StandingOutAnswer = z.output<typeof statistics.standingOutAnswer>
export type StatisticsWarning = StatisticsAnswer['meta']['warnings'][number]
export type StatisticsQuery = z.output<typeof statisticsQuery.statisticsQuery>
export type StatisticsRequest = z.input<typeof statisticsQuery.statisticsQuery>
export type Interval = (typeof statisticsQuery.INTERVALS)[number]
export type Part = (typeof statisticsQuery.PARTS)[number]
export type Period = (typeof statisticsQuery.PERIODS)[number]

export type Problem = z.output<typeof problems.problem>
export type TitleLanguage = z.output<typeof downloads.titleLanguage>
export type CsvStyle = z.output<typeof downloads.csvQuery>
export type FieldProblem = NonNullable<Problem['errors']>[number]
export type FieldProblemCode = problems.FieldProblemCode

export type MachineTranslationState = z.output<typeof translations.machineTranslationState>
export type ShownTranslation = z.output<typeof translations.translation>
export type TranslatedText = z.output<typeof translations.translatedText>
export type TranslationFile = z.output<typeof translations.translationFile>
export type TranslationImportAnswer = z.output<typeof translations.translationImportAnswer>
export type TranslationPreview = z.output<typeof translations.translationPreviewAnswer>
export type TranslationsAnswer = z.output<typeof translations.translationsAnswer>
