package io.contraflow.flow;

import io.contraflow.flow.DocumentRefused.Why;
import io.contraflow.journal.StableId;
import io.contraflow.model.Evidence;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.timeline.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Photos and papers that people add to a return. What shows a line is evidence, at which the policy looks. */
@Component
public class ReturnDocuments {
    private final DocumentTable table;
    private final DocumentSettings settings;
    private final ReturnStore store;
    private final Turn turn;
    private final Timeline timeline;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ReturnDocuments(
            DocumentTable table,
            DocumentSettings settings,
            ReturnStore store,
            Turn turn,
            Timeline timeline,
            TransactionTemplate transaction,
            Clock clock) {
        this.table = table;
        this.settings = settings;
        this.store = store;
        this.turn = turn;
        this.timeline = timeline;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A file that somebody wants to add.
     *
     * @param name what its sender calls it; may be empty
     * @param line id of the return line that it shows; null when it is about the whole return
     */
    public record Upload(
            DocumentKind kind, String name, @Nullable String line, byte[] content) {}

    /** @param fresh false when the return had the same file already */
    public record Added(ReturnDocument document, boolean fresh) {}

    /** All of a return, oldest first. */
    public List<ReturnDocument> of(UUID returnId) {
        return table.of(returnId);
    }

    public Optional<ReturnDocument> find(UUID returnId, UUID id) {
        return table.find(returnId, id);
    }

    /** Writes the bytes of a document as they came; fewer when it is removed meanwhile. */
    public void write(ReturnDocument document, OutputStream target) throws IOException {
        table.write(document, target);
    }

    /**
     * Keeps a file. The same file once more changes nothing, but may show another line.
     *
     * @param who login of who adds it
     * @return empty when there is no such return
     * @throws DocumentRefused if it cannot be kept
     */
    public Optional<Added> add(UUID returnId, Upload upload, String who) {
        FileType type = checked(upload);
        String hash = DigestUtils.sha256Hex(upload.content());
        return inTransaction(returnId, found -> {
            String line = upload.line();
            if (line != null && found.line(line).isEmpty()) {
                throw new DocumentRefused(Why.WRONG, "the field line: the return has no line " + shortened(line));
            }
            List<ReturnDocument> kept = table.of(returnId);
            Optional<ReturnDocument> same =
                    kept.stream().filter(one -> one.sha256().equals(hash)).findFirst();
            if (same.isEmpty() && kept.size() >= settings.most()) {
                throw new DocumentRefused(
                        Why.TOO_MANY,
                        "the return has " + kept.size() + " documents, and may have " + settings.most()
                                + "; remove one that is not needed");
            }
            // As the database keeps it, so that each answer says the same.
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            ReturnDocument document = same.orElseGet(() -> keep(found, upload, type, hash, who, now));
            upload.kind()
                    .evidence()
                    .ifPresent(kind -> show(found, line, new Evidence(kind, document.reference()), who));
            return Optional.of(new Added(document, same.isEmpty()));
        });
    }

    private FileType checked(Upload upload) {
        if (upload.content().length == 0) {
            throw new DocumentRefused(Why.WRONG, "the field file is empty; choose a file with something in it");
        } else if (upload.content().length > settings.maxSize().toBytes()) {
            throw new DocumentRefused(Why.TOO_LARGE, settings.tooLarge());
        }
        FileType type = FileType.of(upload.content())
                .orElseThrow(
                        () -> new DocumentRefused(
                                Why.OTHER_TYPE,
                                "the field file is not a JPEG, PNG, WebP or PDF, whatever its name says; save it as one of these"));
        if (upload.kind() == DocumentKind.PHOTO && !type.isPicture()) {
            throw new DocumentRefused(
                    Why.WRONG, "the field kind: a PDF is no photo; choose RECEIPT, LABEL or OTHER, or send a picture");
        }
        return type;
    }

    private ReturnDocument keep(Return about, Upload upload, FileType type, String hash, String who, Instant now) {
        ReturnDocument made = new ReturnDocument(
                StableId.of(table::isTaken, about.id().toString(), hash),
                upload.kind(),
                type.nameFor(upload.name(), upload.kind().name().toLowerCase(Locale.ROOT)),
                type.mediaType,
                upload.content().length,
                hash,
                upload.line(),
                who,
                now);
        table.insert(about.id(), made, upload.content());
        // Without its name, which may be the customer's: the timeline is kept for longer than the file.
        String shows = made.line() == null ? "" : " of " + shortened(about.nameOfLine(made.line()));
        tell(
                about.id(),
                now,
                who,
                upload.kind().words() + shows + " was added (" + type + ", " + made.sizeWords() + ").",
                made);
        return made;
    }

    /** Evidence is about a line. */
    private void show(Return found, @Nullable String line, Evidence evidence, String who) {
        if (line != null
                && found.line(line).stream().noneMatch(one -> one.evidence().contains(evidence))) {
            ReturnEvent.Actor actor = new ReturnEvent.Actor("person", who);
            turn.act(found.id(), new ReturnEvent.EvidenceGiven(line, List.of(evidence), actor), clock.instant(), who);
        }
    }

    /**
     * Removes a document and its bytes. That it was there stays in the timeline.
     *
     * @param reason why, in the words of who removes it
     * @param who login of who removes it
     * @return what it was; empty when the return has no such document
     */
    public Optional<ReturnDocument> remove(UUID returnId, UUID id, String reason, String who) {
        return inTransaction(returnId, found -> {
            Optional<ReturnDocument> document = table.find(returnId, id);
            document.ifPresent(one -> {
                table.remove(id);
                tell(returnId, clock.instant(), who, one.kind().words() + " was removed: " + reason, one);
            });
            return document;
        });
    }

    private void tell(UUID returnId, Instant at, String who, String sentence, ReturnDocument about) {
        timeline.add(
                returnId,
                new Timeline.Moment(
                        at,
                        "note",
                        who,
                        sentence,
                        "{\"document\":\"" + about.id() + "\",\"sha256\":\"" + about.sha256() + "\"}"));
    }

    /** With the return locked, in the sequence that everybody keeps to. */
    private <T> Optional<T> inTransaction(UUID returnId, Function<Return, Optional<T>> work) {
        Optional<T> result = transaction.execute(running -> store.find(returnId).flatMap(known -> {
            store.lockOrder(known.order().id());
            return store.lock(returnId).flatMap(work);
        }));
        return result == null ? Optional.empty() : result;
    }

    private static String shortened(String line) {
        return line.length() > 80 ? line.substring(0, 80) : line;
    }
}
