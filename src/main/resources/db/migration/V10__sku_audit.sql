-- What comparing the catalogues with the table of SKUs found; the document is JSON.
create table sku_audit (
    id       uuid                     primary key,
    began_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    asked_by varchar(100)             not null,
    error    varchar(400),
    document text
);
create index sku_audit_newest on sku_audit (began_at desc);
