package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a policy said stays known when its file has changed, and can be compared and asked. */
class PolicyVersionsTest extends RunningTest {
    private static final Path FILE = POLICIES.resolve("standard.yaml");
    private static final Map<String, Object> DEAR = Map.of("price", "450.00");
    private String standard = "";

    @BeforeEach
    void read() throws IOException {
        standard = Files.readString(FILE);
    }

    @AfterEach
    void asBefore() throws IOException {
        Files.writeString(FILE, standard);
        String hash = version(standard);
        await().atMost(Duration.ofSeconds(10)).until(() -> inForce().equals(hash));
    }

    @Test
    void aVersionThatWasReplacedStaysAndIsComparedWithTheNewOneInWordsAndLines() throws IOException {
        String before = inForce();
        String after = replace(standard.replace("when: value > 50000", "when: value > 40000"));

        JsonNode versions = contraflow.web().get("/api/policies/standard/versions");
        assertThat(versions.get(0).path("version").asText()).isEqualTo(after);
        assertThat(versions.get(0).has("until")).isFalse();
        JsonNode replaced = versions.get(1);
        assertThat(replaced.path("version").asText()).isEqualTo(before);
        assertThat(replaced.path("until").asText())
                .isGreaterThan(replaced.path("since").asText());

        JsonNode comparison = contraflow.web().get("/api/policies/standard/compare?from=" + before + "&to=" + after);
        assertThat(comparison.path("changes")).hasSize(1);
        assertThat(comparison.at("/changes/0/rule").asText()).isEqualTo("high-value");
        assertThat(comparison.at("/changes/0/parts/0/before").asText()).isEqualTo("value > 50000");
        assertThat(comparison.at("/changes/0/parts/0/after").asText()).isEqualTo("value > 40000");
        assertThat(comparison.path("lines"))
                .anyMatch(line -> line.path("kind").asText().equals("REMOVED")
                        && line.path("text").asText().contains("value > 50000"));
    }

    @Test
    void aVersionThatComesBackIsInForceAgainAndKnownSinceTheFirstTime() throws IOException {
        String before = inForce();
        String since = contraflow
                .web()
                .get("/api/policies/standard/versions")
                .get(0)
                .path("since")
                .asText();
        replace(standard + "# For a moment.\n");
        assertThat(replace(standard)).isEqualTo(before);
        JsonNode again = contraflow.web().get("/api/policies/standard/versions").get(0);
        assertThat(again.path("version").asText()).isEqualTo(before);
        assertThat(again.path("since").asText()).isEqualTo(since);
        assertThat(again.has("until")).isFalse();
    }

    @Test
    void aCaseIsTriedOnTheVersionInForceOnAnEarlierOneAndOnADraft() throws IOException {
        String before = inForce();
        String after = replace(standard.replace("when: value > 50000", "when: value > 40000"));
        assertThat(decided(DEAR).path("verdict").asText()).isEqualTo("REVIEW");
        assertThat(decided(DEAR).path("version").asText()).isEqualTo(after);
        assertThat(decided(with(DEAR, "version", before)).path("verdict").asText())
                .isEqualTo("APPROVE");
        assertThat(decided(with(DEAR, "version", before)).path("version").asText())
                .isEqualTo(before);
        String draft = standard.replace("when: value > 50000", "when: value > 44999");
        assertThat(decided(with(DEAR, "draft", draft)).path("rule").asText()).isEqualTo("high-value");
        assertThat(decided(with(DEAR, "draft", standard)).path("verdict").asText())
                .isEqualTo("APPROVE");
    }

    @Test
    void severalArticlesAreJudgedAsOneReturn() {
        Map<String, Object> two = Map.of("price", "300.00", "further", List.of(Map.of("price", "250.00")));
        assertThat(decided(Map.of("price", "300.00")).path("verdict").asText()).isEqualTo("APPROVE");
        assertThat(decided(two).path("rule").asText()).isEqualTo("high-value");
        JsonNode opened = decided(Map.of(
                "country",
                "US",
                "delivered",
                20,
                "further",
                List.of(Map.of("condition", "OPENED", "price", "100.00"))));
        assertThat(opened.at("/terms/fees")).hasSize(1);
        assertThat(opened.at("/terms/fees/0/lineId").asText()).isEqualTo("2");
    }

    @Test
    void whatCannotBeAskedIsRefusedWithItsField() {
        assertRefused(404, "no version", with(DEAR, "version", "000000000000"));
        assertRefused(400, "field version must be twelve hexadecimal digits", with(DEAR, "version", "old"));
        assertRefused(
                400, "standard.yaml:3: This is not YAML", with(DEAR, "draft", "name: standard\ndescription: [\n"));
        assertRefused(400, "field draft size must be between 0 and 200000", with(DEAR, "draft", "x".repeat(200_001)));
        assertRefused(400, "fields version and draft", with(with(DEAR, "draft", standard), "version", inForce()));
        assertRefused(
                400, "further[0].price must be an amount", with(DEAR, "further", List.of(Map.of("price", "much"))));
        assertThat(contraflow
                        .web()
                        .send("GET", "/api/policies/nobody/versions", null)
                        .status())
                .isEqualTo(404);
        assertThat(contraflow
                        .web()
                        .send("GET", "/api/policies/standard/compare?from=" + inForce() + "&to=x", null)
                        .status())
                .isEqualTo(404);
    }

    private void assertRefused(int status, String words, Map<String, Object> question) {
        Web.Answer answer = contraflow.web().send("POST", "/api/policies/standard/decide", question);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.body().path("detail").asText()).contains(words);
    }

    private JsonNode decided(Map<String, Object> question) {
        Web.Answer answer = contraflow.web().send("POST", "/api/policies/standard/decide", question);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static Map<String, Object> with(Map<String, Object> question, String field, Object value) {
        Map<String, Object> more = new HashMap<>(question);
        more.put(field, value);
        return more;
    }

    /** Writes another file and waits until it is in force. */
    private String replace(String text) throws IOException {
        Files.writeString(FILE, text);
        String version = version(text);
        await().atMost(Duration.ofSeconds(10)).until(() -> inForce().equals(version));
        return version;
    }

    private String inForce() {
        return contraflow
                .web()
                .get("/api/policies/standard/versions")
                .get(0)
                .path("version")
                .asText();
    }

    private static String version(String text) {
        return org.apache.commons.codec.digest.DigestUtils.sha256Hex(text).substring(0, 12);
    }
}
