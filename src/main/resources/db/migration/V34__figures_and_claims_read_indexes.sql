-- Figures of the last days are read from an index alone, without the returns.
drop index returns_refunded;
create index returns_refunded on returns (refunded_at, refund_seconds, refund_currency, refund_minor, id);

-- Whether a supplier or carrier can be asked to pay for a piece of it. Returns from before may be; to count them again
-- (POST /api/risk/recount) says it of each.
alter table returns add column claimable boolean default true not null;
create index returns_claimable on returns (claimable, created_at, id);

-- What ended long ago is found without looking at what ended since.
create index exception_closed on exception_case (state, closed_at);

-- Exceptions of a kind or of a cause, open or resolved, the newest first.
create index exception_kind_newest on exception_case (state, kind, opened_at desc, id desc);
drop index exception_open;
create index exception_cause_newest on exception_case (state, cause, opened_at desc, id desc);
drop index exception_cause;
