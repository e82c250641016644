package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MappingRowsTest extends RunningTest {
    private static final Path SKUS = MAPPINGS.resolve("sku.csv");
    private static final String ROWS = "/api/mappings/sku/rows";
    private String before = "";
    private String version = "";

    @BeforeEach
    void keep() throws IOException {
        before = Files.readString(SKUS);
        version = version();
    }

    @AfterEach
    void restore() throws IOException {
        Files.writeString(SKUS, before);
        // The next test must not meet what this one added.
        await().atMost(Duration.ofSeconds(10)).until(() -> version().equals(version));
    }

    private String version() {
        return contraflow.web().get("/api/mappings").get("version").asText();
    }

    private JsonNode coverage(String table) {
        return all(contraflow.web().get("/api/mappings/coverage")).stream()
                .filter(one -> one.get("table").asText().equals(table))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyTableIsListedWithItsColumnsAndRows() {
        JsonNode answer = contraflow.web().get("/api/mappings");

        assertThat(all(answer.get("tables")))
                .extracting(table -> table.get("name").asText())
                .containsExactlyElementsOf(Mappings.open(MAPPINGS).tables());
        assertThat(all(answer.get("tables"))).anySatisfy(table -> {
            assertThat(table.get("name").asText()).isEqualTo("location");
            assertThat(table.at("/columns/0").asText()).isEqualTo("disposition");
            assertThat(table.get("rows").asInt())
                    .isEqualTo(Mappings.open(MAPPINGS).table("location").size());
        });
    }

    @Test
    void theRowOfThePageReleasesTheReturnThatWaitedForItAndIsRememberedWithWhoAddedIt() throws IOException {
        Object row = new ObjectMapper().readTree(blockOfThePage());
        List<String> orders = world.play("unmapped-sku", 1);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(contraflow.returnOf(orders.get(0)))
                .hasValueSatisfying(
                        whole -> assertThat(contraflow.openExceptions(whole)).singleElement()));

        assertThat(all(contraflow.web().get("/api/mappings/unmapped")))
                .filteredOn(one -> one.get("key").asText().equals("LAMP-OAK"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.get("table").asText()).isEqualTo("sku");
                    assertThat(one.get("waiting").asLong()).isEqualTo(1);
                });

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(all(coverage("sku").get("gaps")))
                        .extracting(gap -> gap.get("key").asText())
                        .contains("LAMP-OAK"));

        Web.Answer tried = contraflow.web().send("POST", ROWS + "?dryRun=true", row);
        assertThat(tried.status()).isEqualTo(200);
        assertThat(tried.body().get("saved").asBoolean()).isFalse();
        assertThat(Files.readString(SKUS)).isEqualTo(before);

        Web.Answer saved = contraflow.web().send("POST", ROWS, row);
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.body().get("saved").asBoolean()).isTrue();
        assertThat(contraflow.web().get("/api/mappings/unmapped")).isEmpty();
        contraflow.awaitStatus(orders, "CLOSED");
        assertOnceEverywhere(orders);
        assertThat(all(coverage("sku").get("gaps")))
                .extracting(gap -> gap.get("key").asText())
                .doesNotContain("LAMP-OAK");
        assertThat(coverage("status").get("found").asLong())
                .as("words of the carrier that had a row")
                .isPositive();

        JsonNode history = contraflow.web().get("/api/mappings/sku/changes");
        assertThat(history.get("version")).isEqualTo(saved.body().get("version"));
        JsonNode newest = history.get("changes").get(0);
        assertThat(newest.get("actor").asText()).isEqualTo("admin");
        assertThat(newest.get("before")).isEmpty();
        assertThat(newest.at("/after/erp_item").asText()).isEqualTo("3350");
    }

    @Test
    void suspiciousRowsAreNamedWithFileAndLineAndAWaitingKeyGetsItsSuggestion() throws IOException {
        List<String> orders = world.play("unmapped-sku", 1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !contraflow.web().get("/api/mappings/unmapped").isEmpty());
        assertThat(contraflow.web().get("/api/mappings/lint")).isEmpty();

        for (String spelling : List.of("lamp_oak", "Lamp Oak")) {
            Web.Answer added = contraflow
                    .web()
                    .send(
                            "POST",
                            ROWS,
                            Map.of(
                                    "values",
                                    Map.of(
                                            "shop_sku",
                                            spelling,
                                            "erp_item",
                                            spelling.equals("lamp_oak") ? "3350" : "1")));
            assertThat(added.status()).isEqualTo(200);
        }

        JsonNode waiting = contraflow.web().get("/api/mappings/unmapped").get(0);
        assertThat(all(waiting.get("suggestions")))
                .extracting(near -> near.get("key").asText(), near -> near.get("value")
                        .asText())
                .containsExactly(tuple("lamp_oak", "3350"), tuple("Lamp Oak", "1"));
        assertThat(all(contraflow.web().get("/api/mappings/lint")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.get("file").asText()).endsWith("/sku.csv");
                    assertThat(finding.get("message").asText()).contains("'lamp_oak'", "'Lamp Oak'");
                });

        assertThat(contraflow
                        .web()
                        .send("POST", ROWS, Map.of("values", Map.of("shop_sku", "LAMP-OAK", "erp_item", "3350")))
                        .status())
                .isEqualTo(200);
        contraflow.awaitStatus(orders, "CLOSED");
    }

    @Test
    void whoeverLookedAtAnOlderFileIsToldAndChangesNothing() throws IOException {
        String version =
                contraflow.web().get("/api/mappings/sku/changes").get("version").asText();
        Files.writeString(SKUS, before + "# A colleague was here.\n");

        Web.Answer late = contraflow
                .web()
                .send(
                        "PUT",
                        ROWS,
                        Map.of("values", Map.of("shop_sku", "TEE-BLK-S", "erp_item", "1"), "version", version));

        assertThat(late.status()).isEqualTo(409);
        assertThat(Files.readString(SKUS)).isEqualTo(before + "# A colleague was here.\n");
    }

    @Test
    void aRowThatIsNotInOrderIsRefusedWithFileAndLine() throws IOException {
        Web.Answer twin =
                contraflow.web().send("POST", ROWS, Map.of("values", Map.of("shop_sku", "TEE-BLK-S", "erp_item", "1")));
        assertThat(twin.status()).isEqualTo(400);
        assertThat(twin.body().get("detail").asText()).contains("/sku.csv:3: ", "already here");

        assertThat(contraflow
                        .web()
                        .send("POST", "/api/mappings/nothing/rows", Map.of("values", Map.of("a", "b")))
                        .status())
                .isEqualTo(404);
        assertThat(contraflow.web().send("POST", ROWS, Map.of()).status()).isEqualTo(400);
        assertThat(Files.readString(SKUS)).isEqualTo(before);
    }

    private static String blockOfThePage() throws IOException {
        String page = Files.readString(Path.of("docs/mappings.md"));
        int start = page.indexOf("```json row-example\n");
        assertThat(start).isPositive();
        return page.substring(page.indexOf('\n', start) + 1, page.indexOf("```", start + 3));
    }
}
