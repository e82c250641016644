package io.contraflow.policy;

import io.contraflow.Scratch;
import io.contraflow.model.Evidence;
import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Resolution;
import io.contraflow.model.ReturnLine;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds cases in the words of a specification: an order in euro, asked about on a given day in Berlin. */
final class Asked {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final LocalDate today;
    private @Nullable Instant deliveredAt;
    private String locale = "en";
    private String country = "DE";
    private String currency = "EUR";
    private List<String> orderTags = List.of();
    private List<String> groups = List.of();
    private int returnsBefore;
    private @Nullable Instant at;
    private final List<OrderLine> ordered = new ArrayList<>();
    private final List<ReturnLine> lines = new ArrayList<>();

    private Asked(LocalDate today) {
        this.today = today;
    }

    /** A folder for the laws of countries that has none, where the policy alone speaks. */
    static Path noLaw() {
        return Scratch.folder("no-law");
    }

    static Asked on(String today) {
        return new Asked(LocalDate.parse(today));
    }

    Asked delivered(int daysAgo) {
        deliveredAt = today.minusDays(daysAgo).atTime(15, 0).atZone(BERLIN).toInstant();
        return this;
    }

    Asked deliveredAt(String instant) {
        deliveredAt = Instant.parse(instant);
        return this;
    }

    Asked at(String instant) {
        at = Instant.parse(instant);
        return this;
    }

    Asked in(String customersLocale) {
        locale = customersLocale;
        return this;
    }

    Asked from(String deliveryCountry) {
        country = deliveryCountry;
        return this;
    }

    Asked paidIn(String orderCurrency) {
        currency = orderCurrency;
        return this;
    }

    Asked tagged(String... tags) {
        orderTags = List.of(tags);
        return this;
    }

    Asked afterReturns(int before) {
        returnsBefore = before;
        return this;
    }

    Asked line(String title, String price, String reason) {
        return line(title, price, reason, "", List.of());
    }

    Asked line(String title, String price, String reason, String condition, List<String> tags) {
        return line(title, 1, 1, price, reason, condition, tags);
    }

    Asked line(String title, int back, int bought, String price, String reason, String condition, List<String> tags) {
        String id = "OL" + (ordered.size() + 1);
        Money paid = Money.of(price, currency);
        ordered.add(new OrderLine(
                id, "SKU-" + title.toUpperCase(), title, "goods", tags, bought, paid, Money.zero(currency)));
        lines.add(new ReturnLine(
                "RL" + ordered.size(),
                id,
                "SKU-" + title.toUpperCase(),
                back,
                List.of(),
                reason,
                condition,
                "my secret words",
                Resolution.REFUND,
                null,
                List.of()));
        return this;
    }

    /** The customer of the last line showed something. */
    Asked showing(Evidence.Kind... kinds) {
        ReturnLine last = lines.remove(lines.size() - 1);
        lines.add(last.withEvidence(
                Stream.of(kinds).map(kind -> new Evidence(kind, "shown")).toList()));
        return this;
    }

    /** What the customer wants for the last line; of goods, the same article again. */
    Asked wishing(Resolution wish) {
        ReturnLine last = lines.remove(lines.size() - 1);
        lines.add(new ReturnLine(
                last.id(),
                last.orderLineId(),
                last.sku(),
                last.quantity(),
                last.units(),
                last.reason(),
                last.condition(),
                last.note(),
                wish,
                null,
                last.pieces(),
                last.evidence()));
        return this;
    }

    Asked customerIn(String... customerGroups) {
        groups = List.of(customerGroups);
        return this;
    }

    /** The last line was sold for so much percent less than its list price. */
    Asked discounted(int percent) {
        OrderLine last = ordered.remove(ordered.size() - 1);
        ordered.add(new OrderLine(
                last.id(),
                last.sku(),
                last.title(),
                last.category(),
                last.tags(),
                last.quantity(),
                last.paid(),
                last.tax(),
                percent));
        return this;
    }

    Case asCase() {
        Instant now = at == null ? today.atTime(12, 0).atZone(BERLIN).toInstant() : at;
        return new Case("shop-de", order(), lines, returnsBefore, now, BERLIN);
    }

    Order order() {
        Money total = new Money(
                ordered.stream().mapToLong(line -> line.paid().minor()).sum(), currency);
        return new Order(
                "1001",
                "#1042",
                currency,
                country,
                locale,
                new Order.Customer("c1", "Anna Beispiel", "anna@example.test", groups),
                today.minusDays(60).atStartOfDay(BERLIN).toInstant(),
                deliveredAt,
                ordered,
                Money.zero(currency),
                total,
                Money.zero(currency),
                List.of(),
                orderTags);
    }
}
