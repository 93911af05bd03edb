-- Reports count what happened between two days. Messages and results lie as they were written, so a summary of each block finds the
-- days, and costs a turn nothing to keep.
create index message_at on message using brin (at) with (pages_per_range = 32, autosummarize = on);
create index assessment_at on assessment using brin (at) with (pages_per_range = 32, autosummarize = on);
-- Cases are written again and again, so that their place says nothing of when they were opened.
create index case_opened on case_file (opened_at);
