-- Trouble that a process has with a connector, so that the others hold back, too.
create table gate_trouble (
    node       bigint                   not null,
    gate       varchar(200)             not null,
    state      varchar(20)              not null,
    not_before timestamp with time zone not null,
    began_at   timestamp with time zone not null,
    primary key (node, gate)
);
