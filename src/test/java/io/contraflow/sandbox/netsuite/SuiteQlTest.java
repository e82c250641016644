package io.contraflow.sandbox.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.sandbox.Sandbox;
import io.contraflow.sandbox.SandboxOptions;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteQlTest {

    private static final String PATH = "/services/rest/query/v1/suiteql";
    private static final String POLL = "SELECT id, type, tranid, externalid, status,"
            + " TO_CHAR(lastmodifieddate,'YYYY-MM-DD HH24:MI:SS') lm FROM transaction"
            + " WHERE type IN ('SalesOrd','RtnAuth') AND lastmodifieddate >= TO_DATE(?,'YYYY-MM-DD HH24:MI:SS')"
            + " ORDER BY lastmodifieddate, id";

    private static Sandbox sandbox;
    private static NetSuiteCaller netSuite;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(new SandboxOptions(0, URI.create("http://127.0.0.1:1"), "sandbox-secret", 60, 0));
        netSuite = new NetSuiteCaller(sandbox.uri());
        for (int i = 1; i <= 3; i++) {
            netSuite.control(
                    "POST",
                    "/sandbox/netsuite/sales-orders",
                    "{\"orderName\":\"#20" + i + "\",\"orderId\":" + (9_007_199_254_740_993L + i)
                            + ",\"email\":\"a@example.test\",\"lines\":[{\"erpItemId\":3302,\"grossUnitPrice\":\"19.99\"}]}");
        }
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void pollsChangesInPagesWithLowerCaseNamesAndTexts() {
        JsonNode all = netSuite.suiteQl(POLL, "2026-01-01 00:00:00");
        assertThat(all.path("count").asInt()).isEqualTo(3);
        JsonNode first = all.path("items").path(0);
        assertThat(first.path("type").asText()).isEqualTo("SalesOrd");
        assertThat(first.path("status").asText()).isEqualTo("G");
        assertThat(first.path("id").isTextual()).isTrue();
        assertThat(first.path("externalid").asText()).isEqualTo("shopify-9007199254740994");
        assertThat(first.path("lm").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");

        JsonNode page = NetSuiteCaller.json(netSuite.call(
                "POST", PATH + "?limit=2&offset=2", "{\"q\":\"SELECT id FROM transaction\"}", "Prefer", "transient"));
        assertThat(page.path("items")).hasSize(1);
        assertThat(page.path("hasMore").asBoolean()).isFalse();
    }

    @Test
    void changesAfterTheCursorOnly() {
        assertThat(netSuite.suiteQl(POLL, "2126-01-01 00:00:00").path("count").asInt())
                .isZero();
    }

    @Test
    void findsItemsByNameAndById() {
        assertThat(netSuite.suiteQl("SELECT id, displayname FROM item WHERE itemid = ?", "ITM-3340")
                        .at("/items/0/id")
                        .asText())
                .isEqualTo("3340");
        assertThat(netSuite.suiteQl("SELECT i.itemid, i.isinactive FROM item i WHERE i.id IN (3901, ?)", "3301")
                        .path("items"))
                .extracting(row ->
                        row.path("itemid").asText() + row.path("isinactive").asText())
                .containsExactly("ITM-3301F", "Restocking feeF");
    }

    @Test
    void needsThePreferHeaderAndAnOffsetThatTheLimitDivides() {
        String body = "{\"q\":\"SELECT id FROM item\"}";
        assertThat(netSuite.call("POST", PATH, body).statusCode()).isEqualTo(400);
        assertThat(netSuite.call("POST", PATH + "?limit=10&offset=5", body, "Prefer", "transient")
                        .statusCode())
                .isEqualTo(400);
        assertThat(netSuite.call("POST", PATH + "?limit=1001&offset=0", body, "Prefer", "transient")
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT restock FROM item",
                "SELECT id FROM vendor",
                "SELECT id FROM item GROUP BY id",
                "SELECT id FROM item WHERE itemid LIKE 'A%'",
                "DELETE FROM item",
                "SELECT id FROM transaction WHERE lastmodifieddate >= '2026-01-01'",
                "SELECT id FROM item WHERE id = ?"
            })
    void saysWhatItDidNotUnderstand(String query) {
        HttpResponse<String> answer =
                netSuite.call("POST", PATH, NetSuiteCaller.text(Map.of("q", query)), "Prefer", "transient");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(NetSuiteCaller.json(answer).at("/o:errorDetails/0/detail").asText())
                .containsAnyOf("Not understood: ", "Unknown identifier 'restock'", "fewer params");
    }
}
