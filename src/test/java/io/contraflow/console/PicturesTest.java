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

        tab.login(ACTS, PASSWORD);
        picture("/console", "console-overview");
        picture("/console/returns/" + id, "console-return");
        picture("/console/mappings/sku/row?key=LAMP-OAK", "console-mapping", () -> tab.fill("erp_item", "3350")
                .click("Show the difference")
                .see("The difference"));
        picture("/console/mappings", "console-mappings");
        picture("/console/exceptions", "console-exceptions");
        picture("/console/policies", "console-policies");
        picture("/console/returns", "console-returns");
        picture("/console/tour", "console-tour", () -> tab.click("Play happy-path")
                .see("The parcel travels", "RMA-"));
        tab.dark(true);
        picture("/console", "console-dark");
        picture("/console/mappings", "console-mappings-dark");
        tab.dark(false).size(390, 844);
        picture("/console", "console-phone");
        picture("/console/mappings", "console-mappings-phone");
        picture("/console/returns/" + id, "console-return-phone");
    }

    private void picture(String page, String name) throws IOException {
        picture(page, name, () -> {});
    }

    private void picture(String page, String name, Runnable then) throws IOException {
        tab.open(page);
        then.run();
        Path file = FOLDER.resolve(name + ".png");
        tab.picture(file);
        assertThat(file).isNotEmptyFile();
    }
}
