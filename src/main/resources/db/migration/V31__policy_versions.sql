-- Each version of a policy that was in force, word by word: decisions name it long after its file has changed.
create table policy_version (
    name       varchar(255)             not null,
    version    varchar(12)              not null,
    -- Name of the file below the folder of policies.
    file       varchar(255)             not null,
    text       text                     not null,
    valid_from date,
    -- First taken over.
    since      timestamp with time zone not null,
    -- Replaced; null while it is in force.
    until      timestamp with time zone,
    primary key (name, version)
);
