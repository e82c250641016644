-- How many events came in and deliveries went out, by node and ten seconds; kept for two hours.
create table traffic (
    at         timestamp with time zone not null,
    node       varchar(200)             not null,
    events     bigint                   not null,
    deliveries bigint                   not null,
    constraint traffic_once primary key (at, node)
);

-- How many orders a shop took on a day (UTC), as it says itself.
create table sales_day (
    connector varchar(64) not null,
    sold_on   date        not null,
    orders    bigint      not null,
    constraint sales_day_once primary key (connector, sold_on)
);

-- What customers wrote to the helpdesk about a return, each message once.
create table customer_message (
    return_id uuid                     not null,
    helpdesk  varchar(64)              not null,
    message   varchar(200)             not null,
    at        timestamp with time zone not null,
    constraint customer_message_once primary key (return_id, helpdesk, message)
);
create index customer_message_at on customer_message (at);
