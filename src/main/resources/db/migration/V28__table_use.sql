-- Which keys transforms looked up in each table of mappings/, and how often there was no row.
create table table_use (
    mapping varchar(200) not null,
    key_text varchar(200) not null,
    found bigint not null,
    defaulted bigint not null,
    missing bigint not null,
    first_at timestamp with time zone not null,
    last_at timestamp with time zone not null,
    primary key (mapping, key_text)
);
