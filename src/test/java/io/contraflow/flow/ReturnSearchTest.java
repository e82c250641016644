package io.contraflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.model.Status;
import io.contraflow.story.RunningTest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Returns are found by what many can share, page by page without counting pages, and are counted without being read. */
class ReturnSearchTest extends RunningTest {
    @Autowired
    private JdbcClient db;

    @Autowired
    private ReturnStore store;

    @Autowired
    private EndedTally tally;

    private List<String> orders = List.of();

    @BeforeEach
    void play() {
        orders = world.play("happy-path", 3);
        contraflow.awaitStatus(orders, "CLOSED");
    }

    @Test
    void aReturnIsFoundByASkuWhateverTheCapitals() {
        JsonNode whole = contraflow.returnOf(orders.get(0)).orElseThrow();
        UUID id = UUID.fromString(whole.at("/details/id").asText());
        String sku = whole.at("/details/lines/0/sku").asText();
        assertThat(sku).isNotEmpty();

        assertThat(found(sku.toLowerCase(java.util.Locale.ROOT))).contains(id);
        assertThat(found(sku)).contains(id);
    }

    private List<UUID> found(String text) {
        List<UUID> ids = new ArrayList<>();
        contraflow
                .search(text)
                .forEach(one -> ids.add(UUID.fromString(one.get("id").asText())));
        return ids;
    }

    @Test
    void pagesAfterAndBeforeAReturnAreThoseOfTheWholeList() {
        List<UUID> all = store.search(new ReturnStore.Query(Status.CLOSED, "shop-de", null, 0, 500)).stream()
                .map(ReturnStore.Row::id)
                .toList();
        UUID second = all.get(1);

        assertThat(page(store.place(second, false))).isEqualTo(all.subList(2, Math.min(4, all.size())));
        assertThat(page(store.place(second, true))).isEqualTo(all.subList(0, 1));
        JsonNode answered = contraflow
                .web()
                .get("/api/returns?status=CLOSED&channel=shop-de&size=1&after=" + second)
                .get("items");
        assertThat(answered.at("/0/id").asText()).isEqualTo(all.get(2).toString());
    }

    private List<UUID> page(Optional<ReturnStore.Place> place) {
        return store.search(new ReturnStore.Query(Status.CLOSED, "shop-de", null, 0, 2, place.orElseThrow())).stream()
                .map(ReturnStore.Row::id)
                .toList();
    }

    @Test
    void aPlaceThatIsNoReturnIsRefusedByItsName() {
        var answer = contraflow.web().send("GET", "/api/returns?after=" + UUID.randomUUID(), null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("detail").asText()).contains("after");
    }

    @Test
    void theCountsAreThoseOfTheTableBeforeAndAfterTheyAreSummedUp() {
        assertThat(store.counts()).isEqualTo(counted());
        tally.sumUp();
        assertThat(store.counts()).isEqualTo(counted());
        assertThat(db.sql("select count(*) from ended_tally").query(Long.class).single())
                .isLessThanOrEqualTo(4);
    }

    private Map<Status, Long> counted() {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        db.sql("select status, count(*) from returns group by status").query(row -> {
            counts.put(Status.valueOf(row.getString(1)), row.getLong(2));
        });
        return counts;
    }
}
