package io.contraflow.api;

import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.Exceptions;
import io.contraflow.flow.Channels;
import io.contraflow.flow.RefundClocks;
import io.contraflow.flow.RepairReport;
import io.contraflow.flow.ReturnStore;
import io.contraflow.flow.ReturnStore.Row;
import io.contraflow.flow.Returns;
import io.contraflow.flow.reconcile.Standing;
import io.contraflow.flow.reconcile.Standings;
import io.contraflow.journal.DeliveryView;
import io.contraflow.journal.JournalReader;
import io.contraflow.mapping.Mappings;
import io.contraflow.model.Authenticity;
import io.contraflow.model.Disposition;
import io.contraflow.model.Evidence;
import io.contraflow.model.Examination;
import io.contraflow.model.Fault;
import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.Piece;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.Actor;
import io.contraflow.model.ReturnEvent.EvidenceGiven;
import io.contraflow.model.ReturnEvent.ItemsInspected;
import io.contraflow.model.ReturnEvent.NoteAdded;
import io.contraflow.model.ReturnEvent.PieceReport;
import io.contraflow.model.ReturnEvent.ReturnCancelled;
import io.contraflow.model.ReturnEvent.ReturnDeclined;
import io.contraflow.model.ReturnEvent.ReturnRequested;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Status;
import io.contraflow.policy.statute.RefundClock;
import io.contraflow.timeline.Timeline;
import io.contraflow.timeline.Timeline.Moment;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Returns: search, read one whole, start one, and what people do with them. */
@RestController
@Validated
@RequestMapping("/api/returns")
class ReturnsApi {
    private final ReturnStore store;
    private final Returns returns;
    private final Timeline timeline;
    private final Exceptions exceptions;
    private final JournalReader journal;
    private final Channels channels;
    private final RefundClocks clocks;
    private final Mappings mappings;
    private final Standings standings;

    ReturnsApi(
            ReturnStore store,
            Returns returns,
            Timeline timeline,
            Exceptions exceptions,
            JournalReader journal,
            Channels channels,
            RefundClocks clocks,
            Mappings mappings,
            Standings standings) {
        this.store = store;
        this.returns = returns;
        this.timeline = timeline;
        this.exceptions = exceptions;
        this.journal = journal;
        this.channels = channels;
        this.clocks = clocks;
        this.mappings = mappings;
        this.standings = standings;
    }

    /** A page of a list. */
    record Page<T>(List<T> items, int page, int size) {}

    /**
     * One return with everything that is known of it.
     *
     * @param refundClock by when the law wants the money back; null when it names no day
     * @param systems how each system stands to it: what it has, where people see that, and whether it agrees
     */
    record Whole(
            Return details,
            @Nullable RefundClock refundClock,
            Map<String, Map<String, String>> refs,
            List<Standing> systems,
            List<DeliveryView> deliveries,
            List<ExceptionCase> exceptions,
            List<Moment> timeline) {}

    /**
     * A return that begins elsewhere.
     *
     * @param shopName the shop's own name for it; may be left out
     */
    record Start(
            @Nullable String channel,
            @Nullable String shopName,
            @Nullable Order order,
            @Nullable List<ReturnLine> lines) {
        /** @throws ResponseStatusException 400 that names what is missing */
        ReturnRequested complete(Channels channels) {
            if (channel == null || !channels.channels().containsKey(channel)) {
                throw refused("the field channel must name a channel of config/channels.yaml");
            } else if (order == null || isMissing(order.id())) {
                throw refused("the field order, with the shop's id of the order, is missing");
            } else if (lines == null || lines.isEmpty()) {
                throw refused("the field lines must have at least one line");
            }
            return new ReturnRequested(channel, shopName == null ? "" : shopName, order, lines);
        }

        /** JSON leaves out what it likes. */
        private static boolean isMissing(@Nullable String text) {
            return text == null || text.isEmpty();
        }
    }

    /** Why somebody acts. */
    record Reason(@NotBlank @Size(max = 500) String reason) {}

    record Note(@NotBlank @Size(max = 2000) String text) {}

    /**
     * @param line id of the return line
     * @param quantity pieces that share this fate
     * @param grade our grade, such as {@code SELLABLE}
     * @param disposition what becomes of the pieces; when left out, what the policy or the table of dispositions says
     * @param evidence where the proof of their state is kept, such as names of photos; may be left out
     * @param remark the inspector's words about their state; may be left out
     * @param authentic whether they are genuine: {@code yes}, {@code no} or {@code unknown}; may be left out
     * @param fault where their damage comes from: {@code manufacturing}, {@code transport}, {@code use} or {@code none};
     *     may be left out
     * @param serial the serial number on the piece; may be left out, and is that of one piece
     */
    record Inspected(
            @NotBlank String line,
            @Min(1) @Max(10_000) int quantity,
            @NotBlank @Size(max = 50) String grade,
            @Nullable Disposition disposition,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 200) String> evidence,
            @Nullable @Size(max = 500) String remark,

            @Nullable @Pattern(regexp = "(?i)yes|no|unknown", message = "must be yes, no or unknown")
            String authentic,

            @Nullable
            @Pattern(
                    regexp = "(?i)manufacturing|transport|use|none",
                    message = "must be manufacturing, transport, use or none")
            String fault,

            @Nullable @Size(min = 1, max = 200) String serial) {

        /** What a closer look showed; null when nobody took one. */
        @Nullable
        Examination examination() {
            return authentic == null && fault == null && serial == null
                    ? null
                    : new Examination(
                            authentic == null
                                    ? Authenticity.UNKNOWN
                                    : Authenticity.valueOf(authentic.toUpperCase(Locale.ROOT)),
                            fault == null ? null : Fault.valueOf(fault.toUpperCase(Locale.ROOT)),
                            serial);
        }
    }

    /**
     * @param line id of the return line
     * @param evidence what the customer showed
     */
    record Shown(
            @NotBlank String line, @NotEmpty @Size(max = 20) List<@Valid Proof> evidence) {}

    /** @param reference where a photo or receipt is kept, such as its name; the number itself of a serial number */
    record Proof(
            @NotNull Evidence.Kind kind,
            @NotBlank @Size(max = 200) String reference) {}

    /**
     * What the workshop says of a line: a quote, or that it is mended, or why it cannot be.
     *
     * @param line id of the return line
     * @param state {@code quoted}, {@code finished} or {@code failed}
     * @param cost what mending costs, tax included, in the currency of the order; with {@code quoted} alone
     * @param days how long it takes; with {@code quoted} alone
     * @param why for the agent; with {@code failed} alone
     */
    record Repair(
            @NotBlank String line,
            @NotBlank String state,
            @Nullable Money cost,
            @Nullable @Max(1000) Integer days,
            @Nullable @Size(max = 500) String why) {
        RepairReport report() {
            return new RepairReport(line, state, cost, days, why);
        }
    }

    record Inspection(@NotEmpty @Valid List<Inspected> lines) {}

    /**
     * Returns by status and channel, and by what {@code q} says: order, number, mail address, SKU, tracking number or an id
     * in any system; the newest first.
     *
     * @param after id of the last return of the page before; each page is then as quick as the first, however far down. With
     *     it, {@code page} counts from there.
     */
    @GetMapping
    Page<Row> search(
            @RequestParam(required = false) @Nullable Status status,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size,
            @RequestParam(required = false) @Nullable UUID after) {
        ReturnStore.Place place = after == null
                ? null
                : store.place(after, false)
                        .orElseThrow(() -> refused("the parameter after must be the id of a return"));
        return new Page<>(store.search(new ReturnStore.Query(status, channel, q, page, size, place)), page, size);
    }

    /** How many returns there are in each status. */
    @GetMapping("/counts")
    Map<Status, Long> counts() {
        return store.counts();
    }

    /** One return with everything that is known of it. */
    @GetMapping("/{id}")
    Whole one(@PathVariable UUID id) {
        Return found = store.find(id).orElseThrow(() -> missing(id));
        return new Whole(
                found,
                clocks.of(found).orElse(null),
                store.refs(id),
                standings.of(found),
                journal.deliveriesOf(id),
                exceptions.of(id),
                timeline.of(id));
    }

    /** Starts a return that another system or the portal took; the same key gives the same return. */
    @PostMapping
    ResponseEntity<Return> start(
            @RequestHeader("Idempotency-Key") @NotBlank @Size(max = 200) String key,
            @RequestBody Start start,
            Principal who) {
        ReturnRequested requested = start.complete(channels);
        for (ReturnLine line : requested.lines()) {
            if (requested.order().line(line.orderLineId()).isEmpty()) {
                throw refused("the order has no line " + line.orderLineId());
            }
        }
        List<ReturnLine> lines = requested.lines().stream()
                .map(line -> line.withUnits(List.of()).withPieces(List.of()))
                .toList();
        ReturnRequested fresh =
                new ReturnRequested(requested.channel(), requested.shopName(), requested.order(), lines);
        return ResponseEntity.status(HttpStatus.CREATED).body(returns.open(fresh, "api", who.getName(), key));
    }

    /** Accepts it; where the policy wants two people, the first leaves it in review. */
    @PostMapping("/{id}/approve")
    Return approve(@PathVariable UUID id, @RequestBody @Valid Reason why, Principal who) {
        return returns.accept(id, actor(who), why.reason()).orElseThrow(() -> missing(id));
    }

    /** Declines a return that is in review; the customer is told why. */
    @PostMapping("/{id}/decline")
    Return decline(@PathVariable UUID id, @RequestBody @Valid Reason why, Principal who) {
        return act(id, who, new ReturnDeclined(actor(who), why.reason()));
    }

    /** Cancels a return, while that is still possible. */
    @PostMapping("/{id}/cancel")
    Return cancel(@PathVariable UUID id, @RequestBody @Valid Reason why, Principal who) {
        return act(id, who, new ReturnCancelled(actor(who), why.reason()));
    }

    /** Adds a note to the story of the return. */
    @PostMapping("/{id}/notes")
    Return note(@PathVariable UUID id, @RequestBody @Valid Note note, Principal who) {
        return act(id, who, new NoteAdded(actor(who), note.text()));
    }

    /** What the customer showed for a line; the policy looks again at a return that waits for a person. */
    @PostMapping("/{id}/evidence")
    Return evidence(@PathVariable UUID id, @RequestBody @Valid Shown shown, Principal who) {
        Return current = store.find(id).orElseThrow(() -> missing(id));
        if (current.line(shown.line()).isEmpty()) {
            throw refused("the field line: the return has no line " + shown.line());
        }
        List<Evidence> evidence = shown.evidence().stream()
                .map(one -> new Evidence(one.kind(), one.reference()))
                .toList();
        return act(id, who, new EvidenceGiven(shown.line(), evidence, actor(who)));
    }

    /** What the workshop says of goods that are to be mended for the customer. */
    @PostMapping("/{id}/repairs")
    Return repair(@PathVariable UUID id, @RequestBody @Valid Repair repair, Principal who) {
        Return current = store.find(id).orElseThrow(() -> missing(id));
        try {
            return act(id, who, repair.report().about(current, actor(who)));
        } catch (IllegalArgumentException unfit) {
            throw refused(String.valueOf(unfit.getMessage()));
        }
    }

    /** Grades pieces by hand: first those that have arrived and wait or are in question, then further ones of the line. */
    @PostMapping("/{id}/inspect")
    Return inspect(@PathVariable UUID id, @RequestBody @Valid Inspection inspection, Principal who) {
        Return current = store.find(id).orElseThrow(() -> missing(id));
        Map<String, Deque<String>> waiting = new HashMap<>();
        List<PieceReport> reports = new ArrayList<>();
        for (Inspected inspected : inspection.lines()) {
            ReturnLine line = current.line(inspected.line())
                    .orElseThrow(() -> refused("the return has no line " + inspected.line()));
            if (inspected.serial() != null && inspected.quantity() != 1) {
                throw refused("the field lines.serial: a serial number is that of one piece; give each piece of line "
                        + line.id() + " an entry of its own");
            }
            Deque<String> pieces = waiting.computeIfAbsent(line.id(), any -> ungraded(line));
            for (int i = 0; i < inspected.quantity(); i++) {
                String piece = pieces.isEmpty() ? "hand-" + line.id() + "-" + reports.size() : pieces.remove();
                reports.add(report(piece, line, inspected));
            }
        }
        return act(id, who, new ItemsInspected(reports));
    }

    private PieceReport report(String piece, ReturnLine line, Inspected inspected) {
        Examination examination = inspected.examination();
        if (examination != null
                && examination.isFake()
                && inspected.disposition() != null
                && inspected.disposition().isKept()) {
            throw refused("the field lines.disposition: what is not authentic can only be REVIEW or SEND_BACK, not "
                    + inspected.disposition());
        }
        if (inspected.disposition() != null && !inspected.disposition().isReported()) {
            throw refused(
                    "the field lines.disposition: a piece whose customer asked for a repair goes to the workshop by"
                            + " itself; give what would become of it otherwise");
        }
        Disposition usual = mappings.find("disposition", inspected.grade())
                .map(Disposition::valueOf)
                .orElse(null);
        if (usual == null && inspected.disposition() == null) {
            throw refused("the field lines.grade: " + inspected.grade()
                    + " is not in mappings/disposition.csv; add it there," + " or give a disposition");
        }
        return new PieceReport(
                piece,
                line.orderLineId(),
                line.sku(),
                inspected.grade(),
                inspected.disposition(),
                usual,
                inspected.evidence() == null ? List.of() : inspected.evidence(),
                inspected.remark() == null ? "" : inspected.remark(),
                examination);
    }

    /** Pieces that wait for a grade, and then names for those of the line that nobody has reported. */
    private static Deque<String> ungraded(ReturnLine line) {
        Deque<String> pieces = new ArrayDeque<>();
        line.pieces().stream()
                .filter(piece -> !piece.inspected() || piece.inQuestion())
                .map(Piece::id)
                .forEach(pieces::add);
        for (int i = line.pieces().size(); i < line.quantity(); i++) {
            pieces.add("hand-" + line.id() + "-piece-" + i);
        }
        return pieces;
    }

    private Return act(UUID id, Principal who, ReturnEvent event) {
        return returns.act(id, event, who.getName()).orElseThrow(() -> missing(id));
    }

    private static Actor actor(Principal who) {
        return new Actor("person", who.getName());
    }

    private static ResponseStatusException missing(UUID id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no return " + id);
    }

    private static ResponseStatusException refused(String why) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, why);
    }
}
