-- Work items of one cause are one line; bulk work on them is a job that survives a restart.
alter table exception_case add column cause varchar(16) default '' not null;
create index exception_cause on exception_case (state, cause);

create table bulk_job (
    id         uuid primary key,
    action     varchar(12)              not null,
    actor      varchar(100)             not null,
    reason     varchar(500),
    cause      varchar(16),
    kind       varchar(40),
    ids        text,
    upto       uuid,
    position   uuid,
    state      varchar(12)              not null,
    total      integer                  not null,
    done       integer                  not null,
    failed     integer                  not null,
    created_at timestamp with time zone not null,
    ended_at   timestamp with time zone
);
create index bulk_job_state on bulk_job (state, created_at);

-- What an event said before a person corrected it, and what a delivery last asked the other system to do.
alter table inbox add column original bytea;
alter table outbox add column request text;
