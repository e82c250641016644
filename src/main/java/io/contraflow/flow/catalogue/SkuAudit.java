package io.contraflow.flow.catalogue;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.flow.Channels;
import io.contraflow.flow.catalogue.Catalogues.What;
import io.contraflow.mapping.Mappings;
import io.contraflow.mapping.Table;
import io.contraflow.model.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the catalogues of each channel's shop and ERP, compares them with {@code mappings/sku.csv}, and opens an exception
 * while they do not agree; so with the ERP's locations and {@code mappings/location.csv}. The schedule calls it as {@code skuAudit}.
 */
@Component("skuAudit")
public class SkuAudit implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(SkuAudit.class);
    private static final String TABLE = "sku";
    private static final String LOCATIONS = "location";
    private static final String SUBJECT = "catalogue:";
    private static final String PLACES = "locations:";
    private static final int KEPT = 30;
    private static final int LONGEST_ERROR = 400;

    private final Catalogues catalogues;
    private final Channels channels;
    private final Mappings mappings;
    private final Exceptions exceptions;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;
    private final Clock clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "sku-audit");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable UUID running;

    SkuAudit(
            Catalogues catalogues,
            Channels channels,
            Mappings mappings,
            Exceptions exceptions,
            JdbcClient db,
            TransactionTemplate transaction,
            ObjectMapper json,
            Clock clock) {
        this.catalogues = catalogues;
        this.channels = channels;
        this.mappings = mappings;
        this.exceptions = exceptions;
        this.db = db;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A shop and an ERP that share the table, and what does not agree between them.
     *
     * @param articles how many the shop's catalogue has
     * @param items how many the ERP's has
     * @param rows how many the table has
     * @param counts findings of SKUs by kind
     * @param locations rows of {@code mappings/location.csv} that lead to no location of the ERP
     */
    public record Compared(
            String shop,
            String erp,
            int articles,
            int items,
            int rows,
            Map<SkuFinding.Kind, Integer> counts,
            List<SkuFinding> findings,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<LocationFinding> locations) {}

    /**
     * One audit.
     *
     * @param endedAt null while it runs
     * @param error why it came to no end; null when it did
     * @param compared what it compared; empty while it runs
     */
    public record Audit(
            UUID id,
            Instant beganAt,
            @Nullable Instant endedAt,
            String askedBy,
            @Nullable String error,
            List<Compared> compared) {}

    private record Pair(String shop, String erp) {}

    /** Starts the audit that nobody asks for. */
    public void scheduled() {
        start("schedule");
    }

    /** Starts an audit, unless one is on its way; answers the id of the one that runs now. */
    public synchronized UUID start(String askedBy) {
        if (running != null) {
            return running;
        }
        UUID id = Generators.timeBasedEpochGenerator().generate();
        db.sql("insert into sku_audit (id, began_at, asked_by) values (:id, :now, :askedBy)")
                .param("id", id)
                .param("now", now())
                .param("askedBy", askedBy)
                .update();
        running = id;
        worker.execute(() -> run(id));
        return id;
    }

    private void run(UUID id) {
        try {
            List<Compared> compared = pairs().stream().map(this::compare).toList();
            transaction.executeWithoutResult(tx -> {
                compared.forEach(this::tell);
                end(id, null, compared);
            });
            compared.forEach(one -> LOG.info(
                    "catalogues of {} ({} articles) and {} ({} items) with {} rows: {}",
                    one.shop(),
                    one.articles(),
                    one.erp(),
                    one.items(),
                    one.rows(),
                    one.counts().isEmpty() ? "all agree" : one.counts()));
        } catch (RuntimeException e) {
            LOG.warn("the catalogues could not be compared: {}", e.toString());
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            end(id, why.length() > LONGEST_ERROR ? why.substring(0, LONGEST_ERROR) : why, List.of());
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }

    private Set<Pair> pairs() {
        Set<Pair> pairs = new LinkedHashSet<>();
        channels.channels().values().forEach(channel -> {
            String shop = channel.roles().get(Role.SHOP.key());
            String erp = channel.roles().get(Role.ERP.key());
            if (shop != null
                    && erp != null
                    && catalogues.canRead(shop, What.CATALOGUE)
                    && catalogues.canRead(erp, What.CATALOGUE)) {
                pairs.add(new Pair(shop, erp));
            }
        });
        return pairs;
    }

    private Compared compare(Pair pair) {
        List<Article> articles = catalogues.read(pair.shop(), What.CATALOGUE, Article.class);
        List<Article> items = catalogues.read(pair.erp(), What.CATALOGUE, Article.class);
        Table table = mappings.table(TABLE);
        List<SkuFinding> findings = SkuComparison.of(articles, items, table);
        Map<SkuFinding.Kind, Integer> counts = new EnumMap<>(SkuFinding.Kind.class);
        findings.forEach(finding -> counts.merge(finding.kind(), 1, Integer::sum));
        return new Compared(
                pair.shop(),
                pair.erp(),
                articles.size(),
                items.size(),
                table.size(),
                counts,
                findings,
                locations(pair.erp()));
    }

    private List<LocationFinding> locations(String erp) {
        return mappings.tables().contains(LOCATIONS) && catalogues.canRead(erp, What.LOCATIONS)
                ? LocationFinding.of(mappings.table(LOCATIONS), catalogues.read(erp, What.LOCATIONS, ErpLocation.class))
                : List.of();
    }

    private void tell(Compared compared) {
        String subject = SUBJECT + compared.shop() + "/" + compared.erp();
        exceptions.resolveSubject(subject, "The next comparison of the catalogues took its place.");
        if (!compared.findings().isEmpty()) {
            String counts = compared.counts().entrySet().stream()
                    .map(count -> count.getValue() + " " + count.getKey())
                    .collect(Collectors.joining(", "));
            exceptions.open(new Exceptions.Opening(
                    ExceptionKind.UNMAPPED_SKU,
                    null,
                    subject,
                    "The catalogues of " + compared.shop() + " and " + compared.erp()
                            + " do not agree with mappings/sku.csv: " + counts
                            + ". GET /api/mappings/audit lists them with suggestions.",
                    null));
        }
        String erp = PLACES + compared.erp();
        exceptions.resolveSubject(erp, "The next comparison of the locations took its place.");
        if (!compared.locations().isEmpty()) {
            exceptions.open(new Exceptions.Opening(
                    ExceptionKind.CONFIG_REJECTED,
                    null,
                    erp,
                    "What comes back could not be booked in " + compared.erp() + ". "
                            + compared.locations().stream()
                                    .map(LocationFinding::sentence)
                                    .collect(Collectors.joining(" ")),
                    null));
        }
    }

    private void end(UUID id, @Nullable String error, List<Compared> compared) {
        try {
            db.sql("update sku_audit set ended_at = :now, error = :error, document = :document where id = :id")
                    .param("now", now())
                    .param("error", error)
                    .param("document", json.writeValueAsString(compared))
                    .param("id", id)
                    .update();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report cannot be written", e);
        }
        db.sql("delete from sku_audit where id not in (select id from sku_audit order by began_at desc limit " + KEPT
                        + ")")
                .update();
    }

    /** The audit that was begun last. */
    public Optional<Audit> latest() {
        return db.sql("select * from sku_audit order by began_at desc limit 1")
                .query((row, number) -> {
                    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
                    String document = row.getString("document");
                    return new Audit(
                            row.getObject("id", UUID.class),
                            row.getObject("began_at", OffsetDateTime.class).toInstant(),
                            ended == null ? null : ended.toInstant(),
                            row.getString("asked_by"),
                            row.getString("error"),
                            document == null ? List.of() : compared(document));
                })
                .optional();
    }

    private List<Compared> compared(String document) {
        try {
            return json.readerForListOf(Compared.class).readValue(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report cannot be read", e);
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    @Override
    public void destroy() {
        worker.shutdown();
    }
}
