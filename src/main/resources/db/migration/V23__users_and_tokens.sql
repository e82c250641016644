-- People who log in besides those of the settings. The version changes with each change, so that older sessions end.
create table account (
    name       varchar(60)              not null primary key,
    password   varchar(200)             not null,
    role       varchar(20)              not null,
    enabled    boolean                  not null,
    version    bigint                   not null,
    created_at timestamp with time zone not null,
    changed_at timestamp with time zone not null
);

-- What programs log in with; of the token itself only a hash is kept.
create table api_token (
    id           uuid                     not null primary key,
    name         varchar(60)              not null,
    role         varchar(20)              not null,
    hash         varchar(64)              not null unique,
    created_by   varchar(100)             not null,
    created_at   timestamp with time zone not null,
    expires_at   timestamp with time zone not null,
    last_used_at timestamp with time zone,
    revoked_at   timestamp with time zone
);
