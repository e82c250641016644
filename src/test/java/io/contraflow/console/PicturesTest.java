package io.contraflow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes the pictures of the documentation anew: {@code -Dcontraflow.pictures=docs/images}. */
@EnabledIfSystemProperty(named = "contraflow.pictures", matches = ".+")
class PicturesTest extends BrowserTest {
    private static final int LEAST = 600;
    private static final int MOST = 2_000;
    private static final Path FOLDER = Path.of(System.getProperty("contraflow.pictures", ""));

    @Test
    void thePagesThatTheDocumentationShows() throws IOException {
        for (String story : List.of("happy-path", "partial", "restocking-fee")) {
            world.play(story, 5);
        }
        String order = world.play("restocking-fee", 1).get(0);
        String review = world.play("review", 3).get(0);
        String lamp = world.play("unmapped-sku", 2).get(0);
        contraflow.awaitStatus(List.of(order), "CLOSED");
        for (String waits : List.of(review, lamp)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> contraflow
                    .returnOf(waits)
                    .map(whole -> !contraflow.openExceptions(whole).isEmpty())
                    .orElse(false));
        }
        String id = contraflow.search(order).get(0).get("id").asText();
        Files.createDirectories(FOLDER);

        String problem = contraflow
                .openExceptions(contraflow.returnOf(review).orElseThrow())
                .get(0)
                .get("id")
                .asText();

        tab.login("admin", PASSWORD);
        picture("/console", "overview");
        picture("/console/returns", "returns");
        picture("/console/returns/" + id, "return");
        picture("/console/exceptions", "exceptions");
        picture("/console/exceptions/" + problem, "exception");
        picture("/console/deliveries", "deliveries");
        picture("/console/connectors", "connectors");
        picture("/console/mappings", "mappings");
        picture("/console/mappings/sku/row?key=LAMP-OAK", "mapping", () -> tab.fill("erp_item", "3350")
                .click("Show the difference")
                .see("The difference"));
        picture("/console/policies", "policies");
        picture("/console/policies/standard", "policy");
        picture("/console/reconciliation", "reconciliation");
        picture("/console/schedules", "schedules");
        picture("/console/audit", "audit");
        picture("/console/users", "users");
        picture("/console/tour", "tour", () -> tab.click("Play happy-path").see("The parcel travels", "RMA-"));
        tab.dark(true);
        picture("/console", "dark");
        tab.dark(false);
    }

    private void picture(String page, String name) throws IOException {
        picture(page, name, () -> {});
    }

    /** At the width of a desk and of a phone. */
    private void picture(String page, String name, Runnable then) throws IOException {
        tab.size(1280, LEAST).open(page);
        then.run();
        whole(1280, "console-" + name);
        whole(390, "console-" + name + "-phone");
    }

    /** From top to bottom, as far as somebody looks. */
    private void whole(int width, String name) throws IOException {
        tab.size(width, LEAST);
        int height = tab.script("document.documentElement.scrollHeight").asInt();
        tab.size(width, Math.min(MOST, height));
        Path file = FOLDER.resolve(name + ".png");
        tab.picture(file);
        assertThat(file).isNotEmptyFile();
    }
}
