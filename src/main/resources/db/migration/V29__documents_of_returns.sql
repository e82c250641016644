-- Photos and papers that people add to a return; the same file once for each return.
create table return_document (
    id         uuid                     not null primary key,
    return_id  uuid                     not null references returns (id) on delete cascade,
    kind       varchar(20)              not null,
    name       varchar(120)             not null,
    media_type varchar(40)              not null,
    size       bigint                   not null,
    sha256     varchar(64)              not null,
    line       varchar(200),
    added_by   varchar(100)             not null,
    added_at   timestamp with time zone not null,
    constraint return_document_once unique (return_id, sha256)
);

-- Their bytes in pieces, so that neither database nor process has to hold a whole file at once.
create table return_document_part (
    document_id uuid  not null references return_document (id) on delete cascade,
    nr          int   not null,
    content     bytea not null,
    primary key (document_id, nr)
);
