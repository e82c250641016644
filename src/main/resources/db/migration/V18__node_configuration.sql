-- What each process works by, so that one that works by something else than the others is seen.
alter table node add column address varchar(200);
alter table node add column version varchar(100);
-- Hashes by kind of file, as "connectors=<hash>,mappings=<hash>,…".
alter table node add column configuration varchar(400);
alter table node add column configured_at timestamp with time zone;
