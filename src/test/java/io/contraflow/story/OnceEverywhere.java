package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static io.contraflow.story.Traces.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/** What is true of an everyday return that has run its course: one of everything, and one amount everywhere. */
final class OnceEverywhere {
    private static final String LABEL_NOTE = "drop-off code";
    private static final List<String> NOTES = List.of(
            "for order",
            "is approved",
            "was handed over",
            "Arrived for",
            "Inspected for",
            "Refunded for",
            "is complete");

    private final JsonNode whole;
    private final Traces traces;
    private final String order;
    private final String rma;
    private final BigDecimal refund;

    /**
     * @param whole the return as the API shows it
     * @param traces what the systems hold about its order
     */
    OnceEverywhere(JsonNode whole, Traces traces) {
        this.whole = whole;
        this.traces = traces;
        this.order = traces.order().get("name").asText();
        this.rma = whole.at("/details/number").asText();
        this.refund =
                new BigDecimal(whole.at("/details/settlement/refund/amount").asText());
    }

    /** Checks a return of all pieces of its order, whose customer got everything back. */
    void check() {
        assertThat(refund).as("refund of %s", order).isEqualByComparingTo(traces.paid());
        checkShop();
        checkBooks();
        checkDesk();
        checkCarrier();
        checkMails();
        checkOwnRecord();
    }

    void checkShop() {
        assertThat(traces.shopReturns())
                .as("returns of %s in the shop", order)
                .singleElement()
                .satisfies(back -> {
                    assertThat(back.get("status").asText()).isEqualTo("CLOSED");
                    assertThat(amount(back, "refunded")).isEqualByComparingTo(refund);
                });
        assertThat(traces.shopRefunds())
                .as("refunds of %s in the shop", order)
                .singleElement()
                .satisfies(made -> assertThat(amount(made, "amount")).isEqualByComparingTo(refund));
        assertThat(amount(traces.order(), "refunded")).isEqualByComparingTo(refund);
    }

    void checkBooks() {
        assertThat(traces.authorizations())
                .as("authorizations of %s", order)
                .singleElement()
                .satisfies(authorization -> assertThat(statusOf(authorization)).isEqualTo("G"));
        assertThat(traces.receipts()).as("receipts of %s", order).hasSize(1);
        assertThat(traces.creditMemos())
                .as("credit memos of %s", order)
                .singleElement()
                .satisfies(memo -> {
                    assertThat(amount(memo, "total")).isEqualByComparingTo(refund);
                    assertThat(statusOf(memo)).as("fully applied").isEqualTo("B");
                });
        assertThat(traces.customerRefunds())
                .as("customer refunds of %s", order)
                .singleElement()
                .satisfies(made -> {
                    assertThat(amount(made, "total")).isEqualByComparingTo(refund);
                    assertThat(made.get("handlingMode").asText())
                            .as("booked, not paid a second time")
                            .isEqualTo("SAVE_ONLY");
                });
    }

    private static String statusOf(JsonNode record) {
        return record.get("status").asText();
    }

    void checkDesk() {
        assertThat(traces.tickets()).as("tickets of %s", order).singleElement().satisfies(ticket -> assertThat(
                        statusOf(ticket))
                .isEqualTo("closed"));
        List<String> notes = traces.notes();
        // The label and the first scan are reported by different ways, so either may be first.
        assertThat(notes.stream().filter(note -> note.contains(LABEL_NOTE)))
                .as("label notes of %s", order)
                .hasSize(1);
        assertThat(notes.stream().filter(note -> !note.contains(LABEL_NOTE)).toList())
                .as("notes of %s", order)
                .zipSatisfy(NOTES, (note, words) -> assertThat(note).contains(words, rma));
    }

    void checkCarrier() {
        assertThat(traces.parcels())
                .as("returns of %s at the carrier", order)
                .singleElement()
                .satisfies(parcel -> {
                    assertThat(statusOf(parcel)).isEqualTo("inspected");
                    assertThat(all(parcel.get("items"))).hasSize(pieces()).allSatisfy(item -> assertThat(
                                    item.get("externalRMAID").asText())
                            .isEqualTo(rma));
                });
    }

    private int pieces() {
        return all(whole.at("/details/lines")).stream()
                .mapToInt(line -> line.get("quantity").asInt())
                .sum();
    }

    void checkMails() {
        Words words = new Words(traces.language(), rma, order, refund);
        assertThat(traces.subjects())
                .as("mails of %s", order)
                .containsExactlyInAnyOrderElementsOf(
                        words.subjects("requested", "label-issued", "in-transit", "received", "refunded"));
        assertThat(traces.subjects()).first().isEqualTo(words.subject("requested"));
        // A label that came late is sent late; what happens to the goods is told in its order.
        assertThat(traces.subjects())
                .containsSubsequence(words.subject("in-transit"), words.subject("received"), words.subject("refunded"));
    }

    /** Contraflow's own account of it: the same amount, told once, and nothing left to do. */
    void checkOwnRecord() {
        JsonNode money = whole.at("/details/money");
        for (String moved : List.of("shopRefund", "erpCredit", "erpRefund")) {
            assertThat(amount(money.get(moved), "amount")).as(moved).isEqualByComparingTo(refund);
        }
        assertThat(all(whole.get("timeline")).stream()
                        .map(moment -> moment.get("sentence").asText())
                        .filter(sentence -> sentence.contains("A refund of " + refund + " EUR is due.")))
                .as("the refund in the timeline of %s", order)
                .hasSize(1);
        assertThat(all(whole.get("exceptions")))
                .as("exceptions of %s", order)
                .noneSatisfy(one -> assertThat(one.get("state").asText()).isEqualTo("OPEN"));
        assertThat(all(whole.get("deliveries"))).as("deliveries of %s", order).allSatisfy(delivery -> assertThat(
                        delivery.get("state").asText())
                .isEqualTo("DONE"));
    }
}
