-- Filters of lists under a name, which people keep for themselves or share with all.
create table saved_view (
    id         uuid                     not null primary key,
    page       varchar(20)              not null,
    name       varchar(60)              not null,
    query      varchar(2000)            not null,
    owner      varchar(100)             not null,
    shared     boolean                  not null,
    created_at timestamp with time zone not null,
    constraint saved_view_once unique (owner, page, name)
);
