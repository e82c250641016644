-- When the money of a return went back, how long that took and how much it was.
alter table returns add column refunded_at timestamp with time zone;
alter table returns add column refund_seconds bigint;
alter table returns add column refund_minor bigint;
alter table returns add column refund_currency varchar(3);
create index returns_refunded on returns (refunded_at);
