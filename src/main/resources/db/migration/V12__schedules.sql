-- When each schedule ran.
create table schedule_run (
    name          varchar(100)             primary key,
    known_at      timestamp with time zone not null,
    began_at      timestamp with time zone,
    ended_at      timestamp with time zone,
    succeeded_at  timestamp with time zone,
    failing_since timestamp with time zone,
    error         varchar(400)
);

-- How many events each system sent, by hour.
create table arrival (
    connector varchar(100)             not null,
    hour_at   timestamp with time zone not null,
    events    bigint                   not null,
    primary key (connector, hour_at)
);

-- How far the inbox has been counted; one row.
create table arrival_counted (
    id  int    primary key,
    seq bigint not null
);
insert into arrival_counted (id, seq) select 1, coalesce(max(seq), 0) from inbox;
