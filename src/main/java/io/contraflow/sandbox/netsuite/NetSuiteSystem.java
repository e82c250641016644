package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.Catalogue;
import io.contraflow.sandbox.SalesOrders;
import io.contraflow.sandbox.SimulatedSystem;
import io.contraflow.sandbox.Surroundings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A NetSuite account: its records, its query service, its sign-in and its limit of calls at once. */
public final class NetSuiteSystem implements SimulatedSystem, SalesOrders {

    private static final List<String> RECORD_ROOT = List.of("services", "rest", "record", "v1");
    private static final List<String> SUITE_QL = List.of("services", "rest", "query", "v1", "suiteql");

    private final Catalog catalog;
    private final Books books;
    private final SignIn signIn;
    private final RecordApi recordApi;
    private final SuiteQl suiteQl;
    private final AtomicInteger running = new AtomicInteger();
    private volatile Settings settings = Settings.FIRST;

    public NetSuiteSystem(Surroundings surroundings) {
        catalog = new Catalog(Catalogue.PRODUCTS.stream()
                .map(product -> new Catalog.Item(
                        String.valueOf(product.erpItemId()),
                        product.erpItemName(),
                        product.title(),
                        true,
                        product.barcode(),
                        false))
                .toList());
        books = new Books(surroundings.world());
        signIn = new SignIn(surroundings.world());
        Records records = new Records(books, catalog, () -> settings);
        recordApi = new RecordApi(books, records, new Rendering(books, catalog));
        suiteQl = new SuiteQl(books, catalog);
    }

    @Override
    public String name() {
        return "netsuite";
    }

    @Override
    public Answer handle(Call call) {
        if (running.incrementAndGet() > settings.concurrency()) {
            running.decrementAndGet();
            return throttled();
        }
        try {
            workOn(settings.millis());
            return answer(call);
        } catch (Refused refused) {
            return refused.answer();
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public synchronized Object state() {
        return StateView.of(books, catalog);
    }

    @Override
    public synchronized void reset() {
        books.clear();
        catalog.restock();
        settings = Settings.FIRST;
    }

    @Override
    public String operation(Call call) {
        return Naming.operation(call);
    }

    @Override
    public @Nullable String key(Call call) {
        return Naming.key(call);
    }

    @Override
    public Answer throttled() {
        return Refused.tooManyAtOnce();
    }

    @Override
    public Answer control(Call call) throws Exception {
        return switch (call.method() + " " + call.path()) {
            case "GET /limits" -> Answer.json(200, settings);
            case "PUT /limits" -> limits(call.json());
            case "PUT /certificate" -> certificate(call.json());
            case "PUT /items" -> item(call.json());
            case "POST /sales-orders" -> salesOrder(call.json());
            default -> SimulatedSystem.super.control(call);
        };
    }

    /** {@code {"id", "itemId", "name", "upc", "inactive"}}: an item that an administrator made or changed. */
    private synchronized Answer item(JsonNode item) {
        String id = item.path("id").asText();
        Catalog.Item made = new Catalog.Item(
                id,
                item.path("itemId").asText("ITM-" + id),
                item.path("name").asText("Item " + id),
                true,
                item.path("upc").asText(),
                item.path("inactive").asBoolean());
        catalog.put(made);
        return Answer.json(200, made);
    }

    @Override
    public synchronized void addSalesOrder(
            String orderName,
            long numericOrderId,
            String customerEmail,
            String customerName,
            List<SalesOrders.Line> lines,
            BigDecimal shippingGross) {
        Transaction order = books.draft(
                Kind.SALES_ORDER,
                null,
                books.addCustomer(customerEmail, customerName).id());
        order.externalId = "shopify-" + numericOrderId;
        order.header.put("otherRefNum", orderName);
        order.header.put("email", customerEmail);
        order.header.set("location", Wire.reference(Catalog.MAIN_WAREHOUSE, "Main warehouse"));
        order.shippingCost = shippingGross.divide(BigDecimal.ONE.add(Pricing.RATE), 2, RoundingMode.HALF_UP);
        int number = 1;
        for (SalesOrders.Line sold : lines) {
            RecordLine line = new RecordLine(number, String.valueOf(sold.erpItemId()), null, Catalog.MAIN_WAREHOUSE);
            line.quantity = BigDecimal.valueOf(sold.quantity());
            Pricing.byGross(line, sold.grossUnitPrice().multiply(line.quantity));
            order.lines.add(line);
            // Real orders have gaps too: whoever counts lines instead of reading their numbers shall notice here.
            number += 3;
        }
        books.enter(order);
    }

    private Answer answer(Call call) {
        if (call.path().equals(SignIn.TOKEN_PATH) && call.method().equals("POST")) {
            return signIn.token(call);
        }
        signIn.check(call);
        List<String> path = call.segments();
        synchronized (this) {
            if (path.equals(SUITE_QL) && call.method().equals("POST")) {
                return suiteQl.answer(call);
            }
            if (path.size() >= RECORD_ROOT.size()
                    && path.subList(0, RECORD_ROOT.size()).equals(RECORD_ROOT)) {
                return recordApi.answer(call, path.subList(RECORD_ROOT.size(), path.size()));
            }
        }
        throw Refused.url(404, "There is nothing at this address.", call.path());
    }

    private Answer limits(JsonNode change) {
        try {
            settings = settings.with(change);
            return Answer.json(200, settings);
        } catch (DateTimeException e) {
            return Answer.json(400, Map.of("error", "closedBefore is a date such as 2026-01-01"));
        }
    }

    private Answer certificate(JsonNode certificate) {
        try {
            signIn.register(certificate);
            return Answer.empty(204);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Answer.json(400, Map.of("error", "publicKeyPem is not an RSA or EC key: " + e.getMessage()));
        }
    }

    private Answer salesOrder(JsonNode order) {
        List<SalesOrders.Line> lines = new ArrayList<>();
        order.path("lines")
                .forEach(line -> lines.add(new SalesOrders.Line(
                        line.path("erpItemId").asInt(),
                        line.path("quantity").asInt(1),
                        new BigDecimal(line.path("grossUnitPrice").asText("0")))));
        addSalesOrder(
                order.path("orderName").asText(),
                order.path("orderId").asLong(),
                order.path("email").asText(),
                order.path("customer").asText(),
                lines,
                new BigDecimal(order.path("shippingGross").asText("0")));
        return Answer.empty(201);
    }

    private static void workOn(long millis) {
        if (millis > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
