-- Who has accepted a return that more than one person must accept.
create table return_approval (
    return_id uuid                     not null,
    actor     varchar(100)             not null,
    at        timestamp with time zone not null,
    primary key (return_id, actor)
);

-- The past by channel, page by page.
create index returns_channel_created on returns (channel, created_at, id);
