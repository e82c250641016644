-- Returns whose money the law wants back by a day, and when their goods came.
alter table returns add column received_at timestamp with time zone;
alter table returns add column refund_open boolean default false not null;
create index returns_refund_open on returns (refund_open, created_at);
