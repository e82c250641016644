package io.contraflow.sandbox.scenario;

import io.contraflow.sandbox.scenario.Scenario.Step;
import io.contraflow.sandbox.shopify.Storefront.Asked;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All stories that the sandbox can play. */
final class Scripts {
    private static final List<String> EVERYDAY_GOODS =
            List.of("TEE-BLK-S", "TEE-BLK-M", "HOODIE-GRY-L", "SNEAKER-42", "MUG-WHT");
    private static final List<String> EVERYDAY_REASONS = List.of("too-small", "too-big", "changed-my-mind", "color");

    private final Shoppers shoppers;
    private final Map<String, Scenario> byName;

    Scripts(Shoppers shoppers) {
        this.shoppers = shoppers;
        this.byName = all().collect(Collectors.toMap(
                Scenario::name, scenario -> scenario, (one, other) -> one, LinkedHashMap::new));
    }

    Optional<Scenario> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<Scenario> list() {
        return List.copyOf(byName.values());
    }

    private Stream<Scenario> all() {
        return Stream.of(
                story("happy-path", "An everyday return that needs nobody.", everyday(), sellable()),
                story(
                        "partial",
                        "Three pieces bought, one comes back, later another one.",
                        buy(() -> shoppers.pick(EVERYDAY_GOODS), 3, 5),
                        List.of(ask(1, () -> "too-small", null)),
                        sellable(),
                        List.of(ask(1, () -> "changed-my-mind", null)),
                        sellable()),
                story(
                        "declined",
                        "Asked for ninety days after delivery: too late.",
                        buy(() -> shoppers.pick(EVERYDAY_GOODS), 1, 90),
                        List.of(ask(1, () -> "changed-my-mind", null), shopSays("DECLINED", "the refusal"))),
                story(
                        "review",
                        "A dear jacket: a person must approve it.",
                        single("JACKET-PRO", 5, "too-big", null),
                        sellable()),
                story(
                        "restocking-fee",
                        "An opened headset after the withdrawal period: a fee is kept.",
                        single("HEADSET-X", 20, "changed-my-mind", "opened, changed my mind"),
                        sellable()),
                story(
                        "damaged-on-arrival",
                        "It came broken, so the customer pays nothing and it is written off.",
                        single("MUG-WHT", 5, "damaged-or-defective", "It was broken when I opened the parcel."),
                        parcel("damaged")),
                story(
                        "unmapped-sku",
                        "An article that nobody told the orchestrator about.",
                        single("LAMP-OAK", 5, "changed-my-mind", null),
                        sellable()),
                story(
                        "shop-approves-first",
                        "Staff approves in the shop before the orchestrator decides.",
                        single("JACKET-PRO", 5, "too-small", null),
                        List.of(staffApproves()),
                        sellable()),
                story(
                        "damaged-in-transit",
                        "It left whole and came back broken: the customer is paid, the piece is written off.",
                        single("MUG-WHT", 5, "changed-my-mind", null),
                        parcel("damaged")),
                story(
                        "fewer-than-announced",
                        "Three pieces announced, two are in the parcel.",
                        buy(() -> "TEE-BLK-M", 3, 5),
                        List.of(ask(3, () -> "too-small", null)),
                        parcel("sellable,sellable,missing")),
                story(
                        "empty-parcel",
                        "A parcel with nothing in it.",
                        single("TEE-BLK-M", 5, "too-small", null),
                        parcel("missing")),
                story(
                        "wrong-item-returned",
                        "Two pieces announced, one of them is another item: a person must decide about it.",
                        buy(() -> "TEE-BLK-M", 2, 5),
                        List.of(ask(2, () -> "too-small", null)),
                        parcel("sellable,wrong-item")),
                story(
                        "wrong-item-sent",
                        "The shop sent another item than was bought, which the hub finds strange as well.",
                        single("TEE-BLK-M", 5, "received-the-wrong-item", "This is not what I ordered."),
                        parcel("wrong-item")),
                story(
                        "gift-card-and-card",
                        "Two mugs, paid with a gift card of 20.00 and a card, come back one after the other.",
                        buy(() -> "MUG-WHT", 2, 5, new BigDecimal("20.00")),
                        List.of(ask(1, () -> "changed-my-mind", null)),
                        sellable(),
                        List.of(ask(1, () -> "changed-my-mind", null)),
                        sellable()),
                story(
                        "cancelled",
                        "The customer keeps it after all, although the label is there.",
                        everyday(),
                        List.of(customerCancels(), shopSays("CANCELED", "the cancellation"))));
    }

    @SafeVarargs
    private static Scenario story(String name, String description, List<Step>... parts) {
        return new Scenario(
                name, description, Stream.of(parts).flatMap(List::stream).toList());
    }

    private List<Step> everyday() {
        return Stream.of(
                        buy(() -> shoppers.pick(EVERYDAY_GOODS), 0, 5),
                        List.of(ask(0, () -> shoppers.pick(EVERYDAY_REASONS), null)))
                .flatMap(List::stream)
                .toList();
    }

    private List<Step> single(String sku, int deliveredDaysAgo, String reason, @Nullable String note) {
        return Stream.concat(buy(() -> sku, 1, deliveredDaysAgo).stream(), Stream.of(ask(1, () -> reason, note)))
                .toList();
    }

    /** A quantity of 0 is one piece or two. */
    private List<Step> buy(Supplier<String> sku, int quantity, int deliveredDaysAgo) {
        return buy(sku, quantity, deliveredDaysAgo, BigDecimal.ZERO);
    }

    private List<Step> buy(Supplier<String> sku, int quantity, int deliveredDaysAgo, BigDecimal byGiftCard) {
        return List.of(new Step("buys", "nothing", (stage, run) -> {
            int pieces = quantity == 0 ? shoppers.pick(List.of(1, 2)) : quantity;
            run.bought(stage.sell(shoppers.next(), sku.get(), pieces, deliveredDaysAgo, byGiftCard), pieces);
            return true;
        }));
    }

    /** A quantity of 0 is all pieces that were bought. */
    private static Step ask(int quantity, Supplier<String> reason, @Nullable String note) {
        return new Step("asks for a return", "nothing", (stage, run) -> {
            int pieces = quantity == 0 ? run.pieces() : quantity;
            run.asked(stage.shop()
                    .request(run.order(), pieces, reason.get(), note)
                    .id());
            return true;
        });
    }

    private static List<Step> sellable() {
        return parcel("sellable");
    }

    private static List<Step> parcel(String condition) {
        return List.of(
                new Step("drops off", "the carrier's label", (stage, run) -> stage.parcels()
                        .dropOff(run.order())),
                new Step("hub receives", "the parcel", (stage, run) -> stage.parcels()
                        .receive(run.order())),
                new Step("hub grades " + condition, "the inspection", (stage, run) -> stage.parcels()
                        .grade(run.order(), condition)),
                shopSays("CLOSED", "refund and closing in the shop"));
    }

    private static Step shopSays(String status, String waitingFor) {
        return new Step("waits until " + status, waitingFor, (stage, run) -> status(stage, run)
                .equals(status));
    }

    private static Step staffApproves() {
        return new Step("staff approves", "nothing", (stage, run) -> {
            boolean requested = status(stage, run).equals("REQUESTED");
            return !requested || !stage.shop().approve(run.returnId()).id().isEmpty();
        });
    }

    private static Step customerCancels() {
        return new Step("customer cancels", "the carrier's label", (stage, run) -> {
            boolean labelled = stage.parcels().find(run.order()).isPresent();
            return labelled && !stage.shop().cancel(run.returnId()).id().isEmpty();
        });
    }

    static String status(Stage stage, Run run) {
        return stage.shop().find(run.returnId()).map(Asked::status).orElse("GONE");
    }
}
