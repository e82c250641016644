package io.contraflow.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Pages for people with the records of the simulated systems, at the addresses that the vendors' own pages have. */
final class AdminPages {
    private static final String BOOKS = "/app/accounting/transactions/";
    private static final List<Screen> SCREENS = List.of(
            new Screen("shopify", "/orders/(.+)", "orders", "id", "gid://shopify/Order/", "Order"),
            new Screen("shopify", "/gift_cards/(.+)", "giftCards", "id", "gid://shopify/GiftCard/", "Gift card"),
            new Screen("netsuite", BOOKS + "rtnauth.nl", "returnAuthorization", "id", "", "Return authorization"),
            new Screen("netsuite", BOOKS + "itemrcpt.nl", "itemReceipt", "id", "", "Item receipt"),
            new Screen("netsuite", BOOKS + "invadjst.nl", "inventoryAdjustment", "id", "", "Inventory adjustment"),
            new Screen("netsuite", BOOKS + "custcred.nl", "creditMemo", "id", "", "Credit memo"),
            new Screen("netsuite", BOOKS + "custrfnd.nl", "customerRefund", "id", "", "Customer refund"),
            new Screen("netsuite", BOOKS + "salesord.nl", "salesOrder", "id", "", "Sales order"),
            new Screen("gorgias", "/app/ticket/(.+)", "tickets", "id", "", "Ticket"),
            new Screen("gorgias", "/app/customer/(.+)", "customers", "id", "", "Customer"),
            new Screen("happy-returns", "/returns/(.+)", "returns", "rmaId", "", "Return"));
    /** What names a record best, best first. */
    private static final List<String> NAMES = List.of("name", "tranId", "subject", "rmaId", "id");

    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])|_");
    private final Systems systems;

    AdminPages(Systems systems) {
        this.systems = systems;
    }

    /**
     * One sort of record.
     *
     * @param path its address; a group is the id, else the parameter {@code id} is
     * @param list where the state has these records
     * @param field the field that has the id, with {@code prefix} before it
     */
    private record Screen(String system, String path, String list, String field, String prefix, String title) {
        Optional<String> id(Call call, String system, String below) {
            Matcher matcher = Pattern.compile(path).matcher(below);
            return !system.equals(this.system) || !matcher.matches()
                    ? Optional.empty()
                    : Optional.ofNullable(matcher.groupCount() == 1 ? matcher.group(1) : call.parameter("id"));
        }
    }

    /** Answers {@code /sandbox/admin/{system}/...}. */
    Answer show(Call call) {
        List<String> segments = call.segments();
        String system = segments.size() < 2 ? "" : segments.get(1);
        String below = segments.size() < 3 ? "" : "/" + String.join("/", segments.subList(2, segments.size()));
        for (Screen screen : SCREENS) {
            Optional<JsonNode> found = screen.id(call, system, below).flatMap(id -> find(screen, id));
            if (found.isPresent()) {
                return page(200, screen.title() + " " + name(found.get()), "Simulated " + system, value(found.get()));
            }
        }
        return page(
                404,
                "No such record",
                "The sandbox",
                "<p>It is not here, or no longer: a restart empties the sandbox.</p>");
    }

    private Optional<JsonNode> find(Screen screen, String id) {
        JsonNode all = Json.mapper()
                .valueToTree(systems.find(screen.system()).orElseThrow().state());
        return StreamSupport.stream(all.path(screen.list()).spliterator(), false)
                .filter(one -> one.path(screen.field()).asText().equals(screen.prefix() + id))
                .findFirst();
    }

    private static String name(JsonNode one) {
        return NAMES.stream()
                .map(field -> one.path(field).asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String value(JsonNode node) {
        if (node.isObject()) {
            StringBuilder rows = new StringBuilder("<dl>");
            node.fields().forEachRemaining(field -> {
                if (isWorthShowing(field.getKey(), field.getValue())) {
                    rows.append("<dt>")
                            .append(words(field.getKey()))
                            .append("</dt><dd>")
                            .append(value(field.getValue()))
                            .append("</dd>");
                }
            });
            return rows.append("</dl>").toString();
        }
        if (!node.isArray()) {
            return escaped(node.asText());
        }
        List<JsonNode> all = StreamSupport.stream(node.spliterator(), false).toList();
        if (all.stream().noneMatch(JsonNode::isObject)) {
            return escaped(String.join(", ", all.stream().map(JsonNode::asText).toList()));
        }
        boolean isFlat = all.stream().noneMatch(one -> StreamSupport.stream(one.spliterator(), false)
                .anyMatch(field -> field.isContainerNode() && !field.isEmpty()));
        return isFlat ? table(node) : all.stream().map(AdminPages::value).collect(Collectors.joining("<hr>"));
    }

    private static String table(JsonNode list) {
        Set<String> columns = new LinkedHashSet<>();
        list.forEach(one -> one.fields().forEachRemaining(field -> {
            if (isWorthShowing(field.getKey(), field.getValue())) {
                columns.add(field.getKey());
            }
        }));
        StringBuilder table =
                new StringBuilder("<div class=scroll tabindex=0 role=region aria-label=Table><table><thead><tr>");
        columns.forEach(column -> table.append("<th>").append(words(column)).append("</th>"));
        table.append("</tr></thead><tbody>");
        for (JsonNode one : list) {
            table.append("<tr>");
            columns.forEach(column -> table.append("<td>")
                    .append(one.path(column).isNull() ? "" : value(one.path(column)))
                    .append("</td>"));
            table.append("</tr>");
        }
        return table.append("</tbody></table></div>").toString();
    }

    /** Neither what is empty nor what programs read. */
    private static boolean isWorthShowing(String name, JsonNode value) {
        boolean isEmpty =
                value.isContainerNode() ? value.isEmpty() : value.asText("").isEmpty() || value.isNull();
        return !isEmpty && !name.endsWith("_html") && !name.startsWith("stripped") && !name.equals("uri");
    }

    private static String words(String name) {
        return escaped(CAPITAL.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static Answer page(int status, String title, String where, String content) {
        String html = Page.text("/sandbox/record.html")
                .replace("{title}", escaped(title))
                .replace("{where}", escaped(where))
                .replace("{content}", content);
        return Answer.of(status, "text/html; charset=utf-8", html.getBytes(UTF_8))
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
                .header("X-Content-Type-Options", "nosniff");
    }
}
