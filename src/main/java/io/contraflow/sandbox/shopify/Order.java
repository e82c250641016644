package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.Catalogue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A paid and delivered order with everything that happened to it since. */
final class Order {
    private final long number;
    private final String name;
    private final Customer customer;
    private final Instant createdAt;
    private final List<LineItem> lines;
    private final List<Fulfillment> fulfillments = new ArrayList<>();
    private final List<OrderTransaction> transactions = new ArrayList<>();
    private final List<Refund> refunds = new ArrayList<>();
    private final List<Return> returns = new ArrayList<>();
    private final List<LineItem> exchangedLines = new ArrayList<>();
    private final List<String> invoices = new ArrayList<>();
    private BigDecimal exchangedFor = BigDecimal.ZERO;
    private Instant updatedAt;

    Order(long number, String name, Customer customer, Instant createdAt, Instant updatedAt, List<LineItem> lines) {
        this.number = number;
        this.name = name;
        this.customer = customer;
        this.createdAt = createdAt;
        this.updatedAt = updatedAt;
        this.lines = lines;
    }

    long number() {
        return number;
    }

    void updated(Instant at) {
        updatedAt = at;
    }

    void add(Fulfillment fulfillment) {
        fulfillments.add(fulfillment);
    }

    void add(OrderTransaction transaction) {
        transactions.add(transaction);
    }

    void add(Refund refund) {
        refunds.add(refund);
        transactions.addAll(refund.transactions());
    }

    void add(Return back) {
        returns.add(back);
    }

    BigDecimal total() {
        return subtotal().add(Catalogue.SHIPPING);
    }

    BigDecimal subtotal() {
        return lines.stream().map(line -> line.price(line.quantity())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal refunded() {
        return refunds.stream().map(Refund::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What came in less what went back. */
    BigDecimal netPayment() {
        return transactions.stream()
                .filter(made -> made.kind().equals("SALE"))
                .map(OrderTransaction::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .subtract(refunded());
    }

    /** Goods that the customer gets for goods that came back, at what they cost after their discount. */
    void exchanged(LineItem line, BigDecimal price) {
        exchangedLines.add(line);
        exchangedFor = exchangedFor.add(price);
    }

    void invoice(String to) {
        invoices.add(to);
    }

    /** Whom an invoice was sent to. */
    List<String> invoices() {
        return invoices;
    }

    BigDecimal exchangedFor() {
        return exchangedFor;
    }

    BigDecimal refundableShipping() {
        return refunds.stream().map(Refund::shipping).reduce(Catalogue.SHIPPING, BigDecimal::subtract);
    }

    /** How many pieces of a delivered line no return speaks of yet. */
    int returnable(Fulfillment.FulfillmentLineItem line) {
        int spoken = returns.stream()
                .filter(Return::isAlive)
                .flatMap(back -> back.lines().stream())
                .filter(asked -> asked.fulfillmentLineItem().equals(line))
                .mapToInt(ReturnLineItem::quantity)
                .sum();
        return line.quantity() - spoken;
    }

    Optional<OrderTransaction> sale(String gid) {
        return transactions.stream()
                .filter(transaction ->
                        transaction.id().equals(gid) && transaction.kind().equals("SALE"))
                .findFirst();
    }

    Optional<LineItem> line(long lineNumber) {
        return lines.stream().filter(line -> line.number() == lineNumber).findFirst();
    }

    public String id() {
        return Gid.of("Order", number);
    }

    public long legacyResourceId() {
        return number;
    }

    public String name() {
        return name;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant processedAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public @Nullable Instant cancelledAt() {
        return null;
    }

    public @Nullable Instant closedAt() {
        return null;
    }

    public boolean test() {
        return true;
    }

    public List<String> tags() {
        return List.of();
    }

    public @Nullable String note() {
        return null;
    }

    public String sourceName() {
        return "web";
    }

    public String currencyCode() {
        return Catalogue.CURRENCY;
    }

    public String presentmentCurrencyCode() {
        return Catalogue.CURRENCY;
    }

    public boolean taxesIncluded() {
        return true;
    }

    public String displayFinancialStatus() {
        if (refunded().signum() == 0) {
            return "PAID";
        }
        return netPayment().signum() > 0 ? "PARTIALLY_REFUNDED" : "REFUNDED";
    }

    public String displayFulfillmentStatus() {
        return "FULFILLED";
    }

    public String returnStatus() {
        if (hasReturn(Return.Status.REQUESTED)) {
            return "RETURN_REQUESTED";
        }
        if (hasReturn(Return.Status.OPEN)) {
            return "IN_PROGRESS";
        }
        return hasReturn(Return.Status.CLOSED) ? "RETURNED" : "NO_RETURN";
    }

    private boolean hasReturn(Return.Status status) {
        return returns.stream().anyMatch(back -> back.status() == status);
    }

    public String email() {
        return customer.email();
    }

    public @Nullable String phone() {
        return null;
    }

    public String customerLocale() {
        return customer.locale();
    }

    public Customer customer() {
        return customer;
    }

    public Customer.MailingAddress shippingAddress() {
        return customer.address();
    }

    public String statusPageUrl() {
        return "https://demo.myshopify.com/orders/" + number;
    }

    public MoneyBag subtotalPriceSet() {
        return MoneyBag.of(subtotal());
    }

    public MoneyBag totalPriceSet() {
        return MoneyBag.of(total());
    }

    public MoneyBag totalTaxSet() {
        return MoneyBag.of(MoneyBag.taxIn(total()));
    }

    public MoneyBag totalShippingPriceSet() {
        return MoneyBag.of(Catalogue.SHIPPING);
    }

    public List<Map<String, Object>> shippingLines() {
        return List.of(Map.of(
                "title", "Standard",
                "discountedPriceSet", MoneyBag.of(Catalogue.SHIPPING),
                "taxLines", List.of()));
    }

    public MoneyBag totalRefundedSet() {
        return MoneyBag.of(refunded());
    }

    public MoneyBag netPaymentSet() {
        return MoneyBag.of(netPayment());
    }

    public List<LineItem> lineItems() {
        return Stream.concat(lines.stream(), exchangedLines.stream()).toList();
    }

    public List<Fulfillment> fulfillments() {
        return fulfillments;
    }

    public List<OrderTransaction> transactions() {
        return transactions;
    }

    public List<Refund> refunds() {
        return refunds;
    }

    public List<Return> returns() {
        return returns;
    }
}
