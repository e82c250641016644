package io.contraflow.flow;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What customers write to the helpdesks about their returns: how much work a return makes there. */
@Component
class SupportLoad {
    private static final int LONGEST = 200;
    private final JdbcClient db;

    SupportLoad(JdbcClient db) {
        this.db = db;
    }

    /**
     * Notes a message, each once. Takes part in the running transaction.
     *
     * @param helpdesk the connector
     * @param message the helpdesk's id of it
     */
    void wrote(UUID returnId, String helpdesk, String message, Instant at) {
        db.sql("insert into customer_message (return_id, helpdesk, message, at) values (:id, :helpdesk, :message, :at)"
                        + " on conflict do nothing")
                .param("id", returnId)
                .param("helpdesk", helpdesk)
                .param("message", message.substring(0, Math.min(LONGEST, message.length())))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** How many messages came since then. */
    long messagesSince(Instant since) {
        return db.sql("select count(*) from customer_message where at >= :since")
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }
}
