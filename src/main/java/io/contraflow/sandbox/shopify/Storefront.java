package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.Catalogue;
import io.contraflow.sandbox.SalesOrders;
import io.contraflow.sandbox.shopify.Fulfillment.FulfillmentLineItem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What customers and the shop's staff do with their hands: buy, ask for a return, approve, decline, cancel. */
public final class Storefront {
    private final Store store;
    private final ReturnDesk returns;
    private final ReadWriteLock lock;
    private final ShopWebhooks webhooks;

    Storefront(Store store, ReturnDesk returns, ReadWriteLock lock, ShopWebhooks webhooks) {
        this.store = store;
        this.returns = returns;
        this.lock = lock;
        this.webhooks = webhooks;
    }

    /** Somebody who buys; the locale is the language of the shop they use, such as {@code de}. */
    public record Shopper(String firstName, String lastName, String email, String locale) {
        public String name() {
            return firstName + " " + lastName;
        }
    }

    /** A sold and delivered order. */
    public record Sale(
            String name, long number, Shopper shopper, List<SalesOrders.Line> lines, BigDecimal shippingGross) {}

    /** Where a return stands, in the shop's upper-case words. */
    public record Asked(String id, String name, String order, String status) {}

    /** Sells one line, paid in full by card and delivered so many days ago. */
    public Sale sell(Shopper shopper, String sku, int quantity, int deliveredDaysAgo) {
        return sell(shopper, sku, quantity, deliveredDaysAgo, BigDecimal.ZERO);
    }

    /** Like the other, with so much of it paid by gift card. */
    public Sale sell(Shopper shopper, String sku, int quantity, int deliveredDaysAgo, BigDecimal byGiftCard) {
        Variant variant = store.variantOf(sku).orElseThrow(() -> new IllegalArgumentException("Unknown SKU " + sku));
        if (quantity < 1 || quantity > 1000 || deliveredDaysAgo < 0 || deliveredDaysAgo > 3650) {
            throw new IllegalArgumentException("Quantity must be 1 to 1000 and delivery at most ten years ago");
        }
        return writing(changes -> {
            Customer customer = new Customer(
                    store.nextId(), shopper.firstName(), shopper.lastName(), shopper.email(), shopper.locale());
            Instant delivered = store.now().minus(Duration.ofDays(deliveredDaysAgo));
            Order order = store.sell(
                    customer, List.of(new LineItem(store.nextId(), variant, quantity)), delivered, byGiftCard);
            SalesOrders.Line line = new SalesOrders.Line(variant.catalogued().erpItemId(), quantity, variant.price());
            return new Sale(order.name(), order.number(), shopper, List.of(line), Catalogue.SHIPPING);
        });
    }

    /** The customer asks to return pieces of the order's first line. */
    public Asked request(String orderName, int quantity, String reasonHandle, @Nullable String customerNote) {
        return writing(changes -> {
            Order order = store.orderNamed(orderName)
                    .orElseThrow(() -> new IllegalArgumentException("Unknown order " + orderName));
            FulfillmentLineItem line =
                    order.fulfillments().get(0).fulfillmentLineItems().get(0);
            Map<String, Object> asked = new HashMap<>();
            asked.put("fulfillmentLineItemId", line.id());
            asked.put("quantity", quantity);
            asked.put(
                    "returnReasonDefinitionId",
                    ReturnReasonDefinition.byHandle(reasonHandle).id());
            if (customerNote != null) {
                asked.put("customerNote", customerNote);
            }
            Input input = new Input(Map.of("orderId", order.id(), "returnLineItems", List.of(asked)));
            return view(returns.request(input, changes));
        });
    }

    /** Staff approves in the shop's admin. */
    public Asked approve(String returnId) {
        return writing(changes -> view(returns.approve(new Input(Map.of("id", returnId)), changes)));
    }

    /** Staff declines in the shop's admin. */
    public Asked decline(String returnId, String reason, String note) {
        Input input = new Input(Map.of("id", returnId, "declineReason", reason, "declineNote", note));
        return writing(changes -> view(returns.decline(input, changes)));
    }

    /** The customer or staff takes the return back. */
    public Asked cancel(String returnId) {
        return writing(changes -> view(returns.cancel(new Input(Map.of("id", returnId)), changes)));
    }

    /** Staff takes the goods that were to go out in exchange from a return. */
    public Asked withdrawExchange(String returnId) {
        return writing(changes -> {
            List<Map<String, Object>> all = store.back(returnId).stream()
                    .flatMap(back -> back.exchangeLineItems().stream())
                    .map(item -> Map.<String, Object>of(
                            "exchangeLineItemId", item.id(), "quantity", item.unprocessedQuantity()))
                    .toList();
            return view(returns.remove(new Input(Map.of("returnId", returnId, "exchangeLineItems", all)), changes));
        });
    }

    public Optional<Asked> find(String returnId) {
        return reading(() -> store.back(returnId).map(Storefront::view));
    }

    /** The newest orders as the page shows them, newest first. */
    public List<Map<String, @Nullable Object>> recentOrders(int limit) {
        return reading(() -> {
            List<Map<String, @Nullable Object>> recent = new ArrayList<>();
            for (Order order : store.ordersByUpdate().descendingSet()) {
                if (recent.size() == limit) {
                    break;
                }
                recent.add(ShopState.order(order));
            }
            return recent;
        });
    }

    private static Asked view(Return back) {
        return new Asked(
                back.id(), back.name(), back.order().name(), back.status().name());
    }

    <T> T reading(Supplier<T> look) {
        lock.readLock().lock();
        try {
            return look.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private <T> T writing(Function<Changes, T> action) {
        Changes changes = new Changes();
        T result;
        lock.writeLock().lock();
        try {
            result = action.apply(changes);
        } catch (Refused | RequestFailed e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } finally {
            lock.writeLock().unlock();
        }
        webhooks.send(changes);
        return result;
    }
}
