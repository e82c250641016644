package io.contraflow.flow;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the documents of returns. Writing takes part in the running transaction. */
@Component
class DocumentTable {
    /** Bytes of a part: within what a column of the embedded database may hold. */
    private static final int PART = 256 * 1024;

    private static final String COLUMNS =
            "select id, kind, name, media_type, size, sha256, line, added_by, added_at from return_document";
    private final JdbcClient db;

    DocumentTable(JdbcClient db) {
        this.db = db;
    }

    void insert(UUID returnId, ReturnDocument added, byte[] content) {
        db.sql(
                        "insert into return_document (id, return_id, kind, name, media_type, size, sha256, line, added_by, added_at)"
                                + " values (:id, :returnId, :kind, :name, :mediaType, :size, :sha256, :line, :addedBy, :addedAt)")
                .param("id", added.id())
                .param("returnId", returnId)
                .param("kind", added.kind().name())
                .param("name", added.name())
                .param("mediaType", added.mediaType())
                .param("size", added.size())
                .param("sha256", added.sha256())
                .param("line", added.line())
                .param("addedBy", added.addedBy())
                .param("addedAt", added.addedAt().atOffset(ZoneOffset.UTC))
                .update();
        for (int from = 0, nr = 0; from < content.length; from += PART, nr++) {
            db.sql("insert into return_document_part (document_id, nr, content) values (:id, :nr, :content)")
                    .param("id", added.id())
                    .param("nr", nr)
                    .param("content", Arrays.copyOfRange(content, from, Math.min(content.length, from + PART)))
                    .update();
        }
    }

    /** All of a return, oldest first. */
    List<ReturnDocument> of(UUID returnId) {
        return db.sql(COLUMNS + " where return_id = :returnId order by added_at, id")
                .param("returnId", returnId)
                .query(DocumentTable::document)
                .list();
    }

    Optional<ReturnDocument> find(UUID returnId, UUID id) {
        return db.sql(COLUMNS + " where return_id = :returnId and id = :id")
                .param("returnId", returnId)
                .param("id", id)
                .query(DocumentTable::document)
                .optional();
    }

    boolean isTaken(UUID id) {
        return db.sql("select count(*) from return_document where id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Writes its bytes part by part; fewer when it is removed meanwhile. */
    void write(ReturnDocument about, OutputStream target) throws IOException {
        for (int nr = 0; (long) nr * PART < about.size(); nr++) {
            Optional<byte[]> part = db.sql(
                            "select content from return_document_part where document_id = :id and nr = :nr")
                    .param("id", about.id())
                    .param("nr", nr)
                    .query((row, number) -> row.getBytes(1))
                    .optional();
            if (part.isEmpty()) {
                return;
            }
            target.write(part.get());
        }
    }

    void remove(UUID id) {
        db.sql("delete from return_document where id = :id").param("id", id).update();
    }

    private static ReturnDocument document(ResultSet row, int number) throws SQLException {
        return new ReturnDocument(
                row.getObject("id", UUID.class),
                DocumentKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size"),
                row.getString("sha256"),
                row.getString("line"),
                row.getString("added_by"),
                row.getObject("added_at", OffsetDateTime.class).toInstant());
    }
}
