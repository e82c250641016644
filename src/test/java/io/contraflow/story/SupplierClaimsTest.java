package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Faulty goods can be claimed from whoever supplied them; goods in order, or worn by the customer, cannot. */
class SupplierClaimsTest extends RunningTest {
    private final Portal portal = new Portal(contraflow, world);

    @Test
    void aFaultyPieceIsClaimedWithItsEvidence() {
        String number = graded("DAMAGED", "DAMAGED", null);
        JsonNode claim = claim(number);
        assertThat(claim.path("sku").asText()).isEqualTo("SNEAKER-42");
        assertThat(claim.path("quantity").asInt()).isEqualTo(2);
        assertThat(claim.path("grade").asText()).isEqualTo("DAMAGED");
        assertThat(claim.path("disposition").asText()).isEqualTo("WRITE_OFF");
        assertThat(claim.at("/paid/amount").asText()).isEqualTo("179.90");
        assertThat(claim.at("/evidence/0").asText()).isEqualTo("photo-1.jpg");

        assertThat(csv().lines()).first().asString().startsWith("return,order,requested_at,sku,");
        assertThat(csv().lines())
                .filteredOn(row -> row.startsWith("\"" + number + "\""))
                .singleElement()
                .asString()
                .contains("\"SNEAKER-42\"", "\"179.90\",\"EUR\",\"photo-1.jpg\"")
                .as("no formula for a spreadsheet")
                .contains(",\"'=sole is off\",");
    }

    @Test
    void whatIsSoldAgainOrWornByTheCustomerIsNotClaimedUnlessItGoesBackToTheVendor() {
        String worn = graded("TOO_SMALL", "WORN", null);
        String sold = graded("DAMAGED", "SELLABLE", null);
        String back = graded("TOO_SMALL", "WORN", "RETURN_TO_VENDOR");
        assertThat(claims())
                .extracting(claim -> claim.path("number").asText())
                .contains(back)
                .doesNotContain(worn, sold);
    }

    @Test
    void theInspectorsWordSaysWhoAnswersForAPieceBeforeTheCustomersReason() {
        String carrier = graded("DAMAGED", "DAMAGED", null, "transport");
        String supplier = graded("TOO_SMALL", "DAMAGED", null, "manufacturing");
        String nobody = graded("DAMAGED", "DAMAGED", null, "use");
        assertThat(claim(carrier).path("party").asText()).isEqualTo("CARRIER");
        assertThat(claim(supplier).path("party").asText()).isEqualTo("SUPPLIER");
        assertThat(claims()).extracting(claim -> claim.path("number").asText()).doesNotContain(nobody);
    }

    @Test
    void aClaimIsSentAcceptedAndClosedAndEachStepSaysWhoAndWhy() {
        String number = graded("DAMAGED", "DAMAGED", null);
        JsonNode open = claim(number);
        assertThat(open.path("state").asText()).isEqualTo("OPEN");
        assertThat(move(open, Map.of("state", "ACCEPTED", "amount", eur("80.00")))
                        .status())
                .as("nobody has it yet")
                .isEqualTo(409);

        Map<String, Object> sent = Map.of("state", "SENT", "note", "by mail");
        assertThat(move(open, sent).status()).isEqualTo(200);
        assertThat(move(open, sent).body().path("steps")).as("twice is once").hasSize(1);
        assertThat(move(open, Map.of("state", "ACCEPTED")).body().path("detail").asText())
                .contains("the field amount belongs to the state ACCEPTED");
        assertThat(move(open, Map.of("state", "ACCEPTED", "amount", Map.of("amount", "80.00", "currency", "USD")))
                        .body()
                        .path("detail")
                        .asText())
                .contains("the field amount must be above zero and in EUR");
        assertThat(move(open, Map.of("state", "ACCEPTED", "amount", eur("80.00"), "note", "half of it"))
                        .status())
                .isEqualTo(200);
        assertThat(move(open, Map.of("state", "CLOSED", "note", "paid")).status())
                .isEqualTo(200);
        assertThat(move(open, Map.of("state", "SENT")).status())
                .as("closed is closed")
                .isEqualTo(409);

        JsonNode closed = claim(number);
        assertThat(closed.path("id").asText()).isEqualTo(open.path("id").asText());
        assertThat(closed.path("state").asText()).isEqualTo("CLOSED");
        assertThat(closed.at("/accepted/amount").asText()).isEqualTo("80.00");
        assertThat(closed.path("steps"))
                .extracting(step ->
                        step.path("state").asText() + ": " + step.path("note").asText())
                .containsExactly("SENT: by mail", "ACCEPTED: half of it", "CLOSED: paid");
        assertThat(closed.path("steps")).allSatisfy(step -> {
            assertThat(step.path("actor").asText()).isNotEmpty();
            assertThat(step.path("at").asText()).isNotEmpty();
        });
        assertThat(csv().lines())
                .filteredOn(row -> row.startsWith("\"" + number + "\""))
                .singleElement()
                .asString()
                .contains("\"SUPPLIER\",\"\",\"CLOSED\",\"80.00\",\"paid\"");
    }

    @Test
    void aClaimThatIsNotThereCannotBeMoved() {
        Web.Answer answer = contraflow
                .web()
                .send(
                        "POST",
                        "/api/returns/" + UUID.randomUUID() + "/claims/" + UUID.randomUUID(),
                        Map.of("state", "SENT"));
        assertThat(answer.status()).isEqualTo(404);
    }

    private Web.Answer move(JsonNode claim, Map<String, Object> change) {
        return contraflow.act(
                UUID.fromString(claim.path("returnId").asText()),
                "claims/" + claim.path("id").asText(),
                change);
    }

    private static Map<String, String> eur(String amount) {
        return Map.of("amount", amount, "currency", "EUR");
    }

    private JsonNode claim(String number) {
        return claims().stream()
                .filter(one -> one.path("number").asText().equals(number))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void daysInTheWrongOrderAreRefused() {
        Web.Answer answer = contraflow.web().send("GET", "/api/supplier-claims?from=2026-02-01&to=2026-01-01", null);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("detail").asText()).contains("the parameter to is before from");
    }

    private String graded(String reason, String grade, @Nullable String disposition) {
        return graded(reason, grade, disposition, null);
    }

    private String graded(String reason, String grade, @Nullable String disposition, @Nullable String fault) {
        JsonNode order = portal.bought("SNEAKER-42", 2);
        UUID id = portal.asksFor(order, new Wish(2, reason, null, null));
        portal.awaitStatus(id, "LABEL_ISSUED");
        List.of("drop-off", "receive")
                .forEach(step -> portal.move(step, order.path("name").asText()));
        portal.awaitStatus(id, "RECEIVED");
        Map<String, Object> line = new HashMap<>(Map.of(
                "line",
                "1",
                "quantity",
                2,
                "grade",
                grade,
                "evidence",
                List.of("photo-1.jpg"),
                "remark",
                "=sole is off"));
        if (disposition != null) {
            line.put("disposition", disposition);
        }
        if (fault != null) {
            line.put("fault", fault);
            line.put("authentic", "yes");
        }
        Web.Answer answer = contraflow.act(id, "inspect", Map.of("lines", List.of(line)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return portal.closed(id).at("/details/number").asText();
    }

    private static String days() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return "?from=" + today.minusDays(1) + "&to=" + today.plusDays(1);
    }

    private List<JsonNode> claims() {
        return StreamSupport.stream(
                        contraflow
                                .web()
                                .get("/api/supplier-claims" + days())
                                .path("items")
                                .spliterator(),
                        false)
                .toList();
    }

    private String csv() {
        return contraflow
                .web()
                .send("GET", "/api/supplier-claims.csv" + days(), null)
                .body()
                .asText();
    }
}
