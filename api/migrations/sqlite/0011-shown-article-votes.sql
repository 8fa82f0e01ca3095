-- What is shown of a proposal's votes by article, found without going through all articles: few rows are ever shown.
CREATE INDEX shown_article_votes ON article_votes (proposal_id) WHERE shown_agree + shown_neutral + shown_disagree > 0;
