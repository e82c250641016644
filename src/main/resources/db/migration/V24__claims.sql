-- What became of claims against suppliers and carriers, step by step; a claim without a step is open.
create table claim_step (
    claim     uuid                     not null,
    step      int                      not null,
    return_id uuid                     not null,
    state     varchar(20)              not null,
    amount    bigint,
    note      varchar(500)             not null,
    actor     varchar(100)             not null,
    at        timestamp with time zone not null,
    primary key (claim, step)
);
create index claim_step_of_return on claim_step (return_id);
