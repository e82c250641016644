package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The catalogues of shop and ERP against the table of SKUs: a known number of each kind of disagreement is found. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@DirtiesContext
class SkuAuditTest {
    private static final Place PLACE = new Place();
    private static final Path MAPPINGS = RunningTest.copy(Path.of("mappings"));

    private final Contraflow contraflow = PLACE.contraflow();
    private final SimulatedWorld world = PLACE.world();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        PLACE.settings(registry);
        registry.add("contraflow.mappings-dir", MAPPINGS::toString);
    }

    @Test
    void everyDisagreementIsFoundAndNoneIsInventedAndTheExceptionEndsWhenAllAgree() throws IOException {
        JsonNode before = audit();
        assertThat(before.path("articles").asInt()).isEqualTo(8);
        assertThat(lines(before))
                .as("delivered with one article that has no row")
                .containsExactly("UNMAPPED LAMP-OAK 0");
        assertThat(before.at("/findings/0/suggestion/item").asText()).isEqualTo("3350");
        assertThat(before.at("/findings/0/suggestion/because").asText()).isEqualTo("same barcode");
        assertThat(sentence()).contains("1 UNMAPPED").contains("GET /api/mappings/audit");
        assertThat(before.get("locations"))
                .as("every location of the table is in the ERP")
                .isEmpty();

        // 300 more articles: the shop's catalogue comes in four pages.
        for (int i = 0; i < 300; i++) {
            variant("NEW-" + i, 900_000 + i);
        }
        variant("TEE-BLK-S", 3301);
        item(9001, "new 7", true);
        item(3330, "ITM-3330", false);
        rows("GONE-1,3301,left the range", "GHOST,9999,no such item", "MUG-OLD,3330,inactive in the ERP");
        JsonNode found = audit();

        assertThat(found.path("articles").asInt()).isEqualTo(309);
        assertThat(found.at("/counts/UNMAPPED").asInt()).isEqualTo(301);
        assertThat(lines(found))
                .filteredOn(line -> !line.startsWith("UNMAPPED"))
                .containsExactly(
                        "ORPHANED_ITEM GHOST 11",
                        "ORPHANED_ITEM MUG-OLD 12",
                        "ORPHANED_ITEM MUG-WHT 7",
                        "AMBIGUOUS_SKU TEE-BLK-S 3",
                        "AMBIGUOUS_ITEM 3301 10",
                        "AMBIGUOUS_ITEM 3330 12",
                        "ORPHANED_SKU GHOST 11",
                        "ORPHANED_SKU GONE-1 10",
                        "ORPHANED_SKU MUG-OLD 12");
        assertThat(finding(found, "NEW-7").at("/suggestion/item").asText())
                .as("the same number but for case and separators")
                .isEqualTo("9001");

        world.web().send("POST", "/sandbox/reset", null);
        Files.writeString(
                MAPPINGS.resolve("sku.csv"),
                Files.readString(Path.of("mappings/sku.csv")) + "LAMP-OAK,3350,Lamp oak\n");
        awaitRows(8);
        assertThat(audit().get("findings")).isEmpty();
        assertThat(contraflow.web().get("/api/exceptions?kind=UNMAPPED_SKU").get("items"))
                .isEmpty();
    }

    @Test
    void aRowThatLeadsToNoLocationOfTheErpIsNamedUntilItIsMended() throws IOException {
        Path file = MAPPINGS.resolve("location.csv");
        String before = Files.readString(file);
        String version = contraflow.web().get("/api/mappings").get("version").asText();
        Files.writeString(file, before.replace("SCRAP,7,", "SCRAP,99,"));
        await().atMost(Duration.ofSeconds(20)).until(() -> !contraflow
                .web()
                .get("/api/mappings")
                .get("version")
                .asText()
                .equals(version));

        JsonNode locations = audit().get("locations");
        assertThat(locations).hasSize(1);
        assertThat(locations.at("/0/disposition").asText()).isEqualTo("SCRAP");
        assertThat(locations.at("/0/sentence").asText())
                .endsWith("location.csv, line " + locations.at("/0/line").asInt()
                        + ": the location 99 is not in the ERP.");
        assertThat(contraflow
                        .web()
                        .get("/api/exceptions?kind=CONFIG_REJECTED")
                        .at("/items/0/sentence")
                        .asText())
                .contains("could not be booked in netsuite", "location 99");

        Files.writeString(file, before);
        await().atMost(Duration.ofSeconds(20)).until(() -> contraflow
                .web()
                .get("/api/mappings")
                .get("version")
                .asText()
                .equals(version));
        assertThat(audit().get("locations")).isEmpty();
        assertThat(contraflow.web().get("/api/exceptions?kind=CONFIG_REJECTED").get("items"))
                .isEmpty();
    }

    @Test
    void anAuditThatCannotReadACatalogueSaysSo() {
        world.fault(Map.of("system", "netsuite", "kind", "status", "status", 503, "rate", 1.0));
        try {
            contraflow.web().send("POST", "/api/mappings/audit", null);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(contraflow
                            .web()
                            .get("/api/mappings/audit")
                            .path("error")
                            .asText())
                    .contains("the catalogue of netsuite could not be read", "503"));
        } finally {
            world.noFaults();
        }
    }

    private JsonNode audit() {
        String id = contraflow
                .web()
                .send("POST", "/api/mappings/audit", null)
                .body()
                .path("id")
                .asText();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            JsonNode audit = contraflow.web().get("/api/mappings/audit");
            return audit.path("id").asText().equals(id) && audit.has("endedAt");
        });
        JsonNode audit = contraflow.web().get("/api/mappings/audit");
        assertThat(audit.has("error")).as("%s", audit.path("error")).isFalse();
        return audit.at("/compared/0");
    }

    private String sentence() {
        return contraflow
                .web()
                .get("/api/exceptions?kind=UNMAPPED_SKU")
                .at("/items/0/sentence")
                .asText();
    }

    private static List<String> lines(JsonNode compared) {
        return StreamSupport.stream(compared.get("findings").spliterator(), false)
                .map(one -> one.path("kind").asText() + " " + one.path("key").asText() + " "
                        + one.path("line").asInt())
                .toList();
    }

    private static JsonNode finding(JsonNode compared, String key) {
        return StreamSupport.stream(compared.get("findings").spliterator(), false)
                .filter(one -> one.path("key").asText().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private void variant(String sku, int erpItemId) {
        world.web().send("POST", "/sandbox/shopify/variants", Map.of("sku", sku, "erpItemId", erpItemId));
    }

    private void item(int id, String number, boolean active) {
        world.web()
                .send(
                        "PUT",
                        "/sandbox/netsuite/items",
                        Map.of("id", String.valueOf(id), "itemId", number, "inactive", !active));
    }

    private void rows(String... rows) throws IOException {
        Files.writeString(MAPPINGS.resolve("sku.csv"), String.join("\n", rows) + "\n", StandardOpenOption.APPEND);
        awaitRows(7 + rows.length);
    }

    private void awaitRows(int rows) {
        await().atMost(Duration.ofSeconds(20)).until(() -> StreamSupport.stream(
                        contraflow.web().get("/api/mappings").get("tables").spliterator(), false)
                .anyMatch(table -> table.path("name").asText().equals("sku")
                        && table.path("rows").asInt() == rows));
    }
}
