package io.contraflow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.FileForm;
import io.contraflow.story.Portal;
import io.contraflow.story.Portal.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Photos and papers on the page of a return, in a browser. */
class DocumentsInChromiumTest extends BrowserTest {
    private UUID id;

    @BeforeEach
    void aReturnWithALabel() {
        Portal portal = new Portal(contraflow, world);
        id = portal.asksFor(portal.bought("MUG-WHT", 1), Wish.of(null, 1));
        portal.awaitStatus(id, "LABEL_ISSUED");
    }

    @Test
    void anOperatorAddsAPhotoOfALineSeesItAndRemovesIt() {
        tab.login(ACTS, PASSWORD).open(page());
        tab.see("Photos and documents", "QR code for the drop-off");
        choose("cup.png", "image/png", "Uint8Array.from(atob('" + FileForm.PICTURE + "'), c => c.charCodeAt(0))");
        tab.script("document.querySelector('[name=line]').value = '1'");
        tab.click("#documents button", "Add")
                .see("Added.", "photo of line 1, MUG-WHT", "A photo of line 1, MUG-WHT was added");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> tab.script("document.querySelector('.photos img').scrollIntoView(),"
                                        + " document.querySelector('.photos img').naturalWidth")
                                .asInt()
                        == 60);
        assertThat(tab.problems()).isEmpty();

        tab.click("summary", "Remove cup.png").fill("Why", "of another return").click("Remove the file");
        tab.see("cup.png is removed.", "A photo was removed: of another return", "was shown; the file is removed");
        assertThat(tab.has(".photos")).isFalse();
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void whatWasAddedStandsBesideWhatThePolicyWaitsFor() {
        Portal portal = new Portal(contraflow, world);
        id = portal.asksFor(portal.bought("HEADSET-X", 1, 20), new Wish(1, "DAMAGED", null, null));
        portal.awaitStatus(id, "IN_REVIEW");

        tab.login(ACTS, PASSWORD).open(page()).see("not shown: PHOTO", "Shown so far: nothing.");
        choose("bill.png", "image/png", "Uint8Array.from(atob('" + FileForm.PICTURE + "'), c => c.charCodeAt(0))");
        tab.script("document.querySelector('[name=line]').value = '1',"
                + " document.querySelector('[name=kind]').value = 'RECEIPT'");
        tab.click("#documents button", "Add").see("Added.", "Shown so far: receipt of line 1, HEADSET-X");
        choose(
                "hinge.png",
                "image/png",
                "Uint8Array.from(atob('" + FileForm.PICTURE + "'), c => c.charCodeAt(0)), '.'");
        tab.script("document.querySelector('[name=line]').value = '1'");
        tab.click("#documents button", "Add").see("Added.", "Decision: approve");
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void whatIsNoPictureOrTooLargeIsRefusedInWords() {
        tab.login(ACTS, PASSWORD).open(page());
        choose("photo.png", "image/png", "'<svg onload=alert(1)>'");
        tab.click("#documents button", "Add").see("is not a JPEG, PNG, WebP or PDF");

        choose("large.png", "image/png", "new Uint8Array(10 * 1024 * 1024 + 1)");
        assertThat(tab.script("document.querySelector('[name=file]').validationMessage")
                        .asText())
                .as("before it is sent")
                .contains("larger than 10 MB");
        assertThat(contraflow.web().get("/api/returns/" + id + "/documents").path("items"))
                .isEmpty();
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void whoOnlyLooksSeesThePhotosAndNoFormAndAnOpenedFileRunsNothing() {
        byte[] both = FileForm.picture();
        JsonNode document = new FileForm()
                .field("kind", "PHOTO")
                .file("cup.png", "image/png", both)
                .send(contraflow.web(), "/api/returns/" + id + "/documents")
                .body();

        tab.login(LOOKS, PASSWORD).open(page());
        tab.see("Photos and documents", "photo, ", "admin");
        assertThat(tab.has("#documents form")).isFalse();
        tab.open("/api/returns/" + id + "/documents/" + document.path("id").asText());
        assertThat(tab.script("document.images[0].naturalWidth").asInt()).isEqualTo(60);
        assertThat(tab.script("self.origin").asText())
                .as("the origin of a sandbox, from which nothing of the site can be read")
                .isEqualTo("null");
    }

    @Test
    void whatOthersToldIsALinkOnlyWhereItIsAnAddressOnTheWebAndIsNeverLoaded() {
        List<String> told = List.of(
                "https://photos.example/one.jpg?a=1",
                "javascript:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "IMG 1.jpg");
        for (String reference : told) {
            contraflow.act(
                    id,
                    "evidence",
                    Map.of("line", "1", "evidence", List.of(Map.of("kind", "PHOTO", "reference", reference))));
        }
        tab.login(LOOKS, PASSWORD).open(page()).see("Photo, line 1, MUG-WHT", "IMG 1.jpg", "javascript:alert(1)");

        JsonNode links =
                tab.script("Array.from(document.querySelectorAll('#documents a')).map(a => a.getAttribute('href'))");
        assertThat(links)
                .extracting(JsonNode::asText)
                .contains("https://photos.example/one.jpg?a=1")
                .allMatch(link -> link.startsWith("http"))
                .as("the label and the photo")
                .hasSize(2);
        assertThat(tab.script(
                                "Array.from(document.querySelectorAll('#documents a')).every(a => a.rel === 'noopener noreferrer')")
                        .asBoolean())
                .isTrue();
        assertThat(tab.problems()).as("no request to another host").isEmpty();
    }

    private String page() {
        return "/console/returns/" + id;
    }

    /** What a person does in the window for files. */
    private void choose(String name, String type, String content) {
        tab.see("Photos and documents")
                .script("(() => { const chosen = new DataTransfer(); chosen.items.add(new File([" + content + "], "
                        + Tab.quoted(name) + ", {type: " + Tab.quoted(type) + "}));"
                        + " const field = document.querySelector('[name=file]'); field.files = chosen.files;"
                        + " field.dispatchEvent(new Event('change', {bubbles: true})); })()");
    }
}
