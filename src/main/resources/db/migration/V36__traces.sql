-- The trace that an entry belongs to, as W3C traceparent; null where tracing is off.
alter table inbox add column trace varchar(55);
alter table outbox add column trace varchar(55);
