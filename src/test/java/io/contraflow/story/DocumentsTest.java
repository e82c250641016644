package io.contraflow.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.ProducerTemplate;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Photos and papers of a return: kept as they came, served so that nothing in them runs, gone when their time is over. */
class DocumentsTest extends RunningTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 1, 2, 3};
    private static final byte[] PDF = "%PDF-1.4\n%%EOF".getBytes(UTF_8);
    private static final int MAX_SIZE = 10 * 1024 * 1024;
    private static final int MOST = 20;
    private final URI address = URI.create("http://127.0.0.1:" + PORT);
    private final Web lead = new Web(address, "lead:sandbox");
    private final Web viewer = new Web(address, "auditor:sandbox");
    private final Portal portal = new Portal(contraflow, world);

    @Autowired
    private JdbcClient db;

    @Autowired
    private ProducerTemplate routes;

    @Test
    void aPhotoIsKeptAsItCameAndStandsInTheTimelineAndTheTrail() throws Exception {
        UUID id = someReturn();
        byte[] photo = jpeg("as it came", 700_000);

        Web.Answer added = new FileForm()
                .field("kind", "PHOTO")
                .file("torn seam.jpg", "image/jpeg", photo)
                .send(lead, path(id));

        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        JsonNode document = added.body();
        assertThat(document.path("name").asText()).isEqualTo("torn seam.jpg");
        assertThat(document.path("mediaType").asText()).isEqualTo("image/jpeg");
        assertThat(document.path("size").asInt()).isEqualTo(photo.length);
        assertThat(document.path("sha256").asText()).isEqualTo(DigestUtils.sha256Hex(photo));
        assertThat(document.path("addedBy").asText()).isEqualTo("lead");
        assertThat(viewer.get(path(id)).path("items")).containsExactly(document);
        HttpResponse<byte[]> back = bytes(id, document, "");
        assertThat(back.body()).as("longer than a part").isEqualTo(photo);
        assertThat(back.headers().firstValue("Cache-Control")).contains("private, no-cache");
        String tag = back.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> known = bytes(id, document, tag);
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.headers().firstValue("Content-Security-Policy"))
                .as("a browser takes the headers of this answer for those of the file")
                .contains("sandbox; default-src 'none'");
        JsonNode moment = last(id);
        assertThat(moment.path("actor").asText()).isEqualTo("lead");
        assertThat(moment.path("sentence").asText())
                .isEqualTo("A photo was added (JPEG, 683 kB).")
                .as("a name may be the customer's")
                .doesNotContain("seam");
        JsonNode entry = contraflow
                .web()
                .get("/api/audit?size=1&action=returns/documents&subject=" + id)
                .at("/items/0");
        assertThat(entry.path("actor").asText()).isEqualTo("lead");
        assertThat(entry.path("result").asText()).isEqualTo("DONE");
    }

    @Test
    void theSameFileIsKeptOnceHoweverManySendItAtOnce() throws Exception {
        UUID id = someReturn();
        byte[] photo = jpeg("at once", 300_000);
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> send = () -> new FileForm()
                    .field("kind", "PHOTO")
                    .file("a.jpg", "image/jpeg", photo)
                    .send(lead, path(id))
                    .status();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> sent : senders.invokeAll(List.of(send, send, send, send, send, send, send, send))) {
                answers.add(sent.get());
            }
            assertThat(answers).containsOnly(200, 201).containsOnlyOnce(201);
        } finally {
            senders.shutdownNow();
        }
        assertThat(viewer.get(path(id)).path("items")).hasSize(1);
        assertThat(contraflow.whole(id).path("timeline").toString()).containsOnlyOnce("A photo was added");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><script>alert(1)</script>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "GIF89a",
                "MZ\u0000",
                "PK\u0003\u0004",
                "RIFF1234WAVE",
                " %PDF-1.4",
                "\u00ff"
            })
    void whatIsNoFileThatWeTakeIsRefusedWhateverItSays(String content) {
        UUID id = someReturn();

        Web.Answer answer = new FileForm()
                .field("kind", "PHOTO")
                .file("photo.jpg", "image/jpeg", content.getBytes(UTF_8))
                .send(lead, path(id));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body().path("detail").asText())
                .contains("the field file is not a JPEG, PNG, WebP or PDF", "save it as one of these");
        assertThat(viewer.get(path(id)).path("items")).isEmpty();
    }

    @Test
    void aFileThatIsAPictureAndAPageIsNeverRunAsAPage() throws Exception {
        UUID id = someReturn();
        byte[] both = jpeg("<html><script>alert(document.cookie)</script></html>", 500);

        JsonNode document = new FileForm()
                .file("page.html", "text/html", both)
                .send(lead, path(id))
                .body();

        assertThat(document.path("name").asText()).isEqualTo("page.html.jpg");
        HttpResponse<byte[]> back = bytes(id, document, "");
        assertThat(back.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(back.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(back.headers().allValues("Content-Security-Policy")).containsExactly("sandbox; default-src 'none'");
        assertThat(back.headers().firstValue("Content-Disposition")).contains("inline; filename=\"page.html.jpg\"");

        JsonNode paper = new FileForm()
                .field("kind", "RECEIPT")
                .file("Quittung für Jürgen.pdf", "image/png", PDF)
                .send(lead, path(id))
                .body();
        assertThat(bytes(id, paper, "").headers().firstValue("Content-Disposition"))
                .as("a PDF can have scripts of its own, so it is saved and not shown")
                .hasValueSatisfying(how -> assertThat(how)
                        .startsWith("attachment;")
                        .endsWith("filename*=UTF-8''Quittung%20f%C3%BCr%20J%C3%BCrgen.pdf"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../../../etc/passwd | passwd.png",
                "..\\..\\boot.ini | boot.ini.png",
                "C:\\photos\\one.PNG | one.png",
                "a<b>:c*.png | a_b__c_.png",
                "... | other.png",
                ".htaccess | htaccess.png",
                "invoice.exe | invoice.exe.png",
                "gpj.\u202Eexe.png | gpj._exe.png",
                "'' | other.png"
            })
    void aNameIsNeverAPathNorLiesAboutItsType(String claimed, String kept) {
        Web.Answer answer = new FileForm().file(claimed, "image/png", PNG).send(lead, path(someReturn()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.body().path("name").asText()).isEqualTo(kept);
    }

    @Test
    void whatIsTooLargeEmptyOrNotSentAsAFormIsRefusedWithWhatToDo() {
        UUID id = someReturn();
        for (int size : List.of(MAX_SIZE + 1, MAX_SIZE + 1024 * 1024)) {
            Web.Answer answer =
                    new FileForm().file("a.jpg", "image/jpeg", jpeg("", size)).send(lead, path(id));
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body().path("detail").asText()).contains("the field file is larger than 10 MB");
        }
        assertThat(new FileForm()
                        .file("a.jpg", "image/jpeg", jpeg("", MAX_SIZE))
                        .send(lead, path(id))
                        .status())
                .isEqualTo(201);
        assertRefused(new FileForm().file("a.jpg", "image/jpeg", new byte[0]).send(lead, path(id)), 400, "is empty");
        assertRefused(new FileForm().field("kind", "PHOTO").send(lead, path(id)), 415, "the field file is missing");
        assertRefused(lead.send("POST", path(id), "{}"), 415, "multipart/form-data");
        assertRefused(
                new FileForm()
                        .field("kind", "SELFIE")
                        .file("a.png", "image/png", PNG)
                        .send(lead, path(id)),
                400,
                "kind");
        assertRefused(
                new FileForm()
                        .field("kind", "PHOTO")
                        .file("a.pdf", "image/png", PDF)
                        .send(lead, path(id)),
                400,
                "a PDF is no photo");
        assertRefused(
                new FileForm()
                        .field("line", "no such")
                        .file("a.png", "image/png", PNG)
                        .send(lead, path(id)),
                400,
                "the field line");
        assertThat(viewer.get(path(id)).path("items")).hasSize(1);
    }

    @Test
    void aReturnHasNoMoreThanItMay() {
        UUID id = someReturn();
        for (int i = 0; i < MOST; i++) {
            assertThat(small(id, i).status()).isEqualTo(201);
        }
        assertRefused(small(id, MOST), 409, "may have 20; remove one");
        assertThat(small(id, 3).status()).as("one that it has").isEqualTo(200);

        JsonNode first = viewer.get(path(id)).at("/items/0");
        assertThat(lead.send("DELETE", path(id) + "/" + first.path("id").asText(), null)
                        .status())
                .as("without a reason")
                .isEqualTo(400);
        assertThat(lead.send("DELETE", path(id) + "/" + first.path("id").asText() + "?reason=another+return", null)
                        .status())
                .isEqualTo(200);
        assertThat(last(id).path("sentence").asText()).isEqualTo("A document was removed: another return");
        assertThat(parts(first.path("id").asText())).as("its bytes").isZero();
        assertThat(small(id, MOST).status()).isEqualTo(201);
    }

    private Web.Answer small(UUID id, int number) {
        return new FileForm()
                .file("a.jpg", "image/jpeg", jpeg("number " + number, 60))
                .send(lead, path(id));
    }

    @Test
    void aDocumentIsFoundAtItsOwnReturnOnlyAndByThoseWhoMayLook() throws Exception {
        UUID id = someReturn();
        JsonNode document = new FileForm()
                .file("a.png", "image/png", PNG)
                .send(lead, path(id))
                .body();
        String other = path(someReturn()) + "/" + document.path("id").asText();

        assertThat(lead.send("GET", other, null).status()).isEqualTo(404);
        assertThat(lead.send("DELETE", other + "?reason=x", null).status()).isEqualTo(404);
        assertRefused(
                new FileForm().file("a.png", "image/png", PNG).send(lead, path(UUID.randomUUID())),
                404,
                "there is no return");
        assertThat(new FileForm()
                        .file("a.png", "image/png", PNG)
                        .send(viewer, path(id))
                        .status())
                .isEqualTo(403);
        Web nobody = new Web(address, "");
        assertThat(nobody.send("GET", path(id) + "/" + document.path("id").asText(), null)
                        .status())
                .isEqualTo(401);
        assertThat(new FileForm()
                        .file("a.png", "image/png", PNG)
                        .send(nobody, path(id))
                        .status())
                .isEqualTo(401);
        Web.Answer toLogin =
                new FileForm().file("a.png", "image/png", PNG).send(nobody, "/console/returns/" + id + "/documents");
        assertThat(toLogin.headers().get("location")).containsExactly("/login");
        assertThat(bytes(id, document, "").statusCode()).isEqualTo(200);
    }

    @Test
    void noOtherAddressTakesAFile() {
        for (String other : List.of("/login", "/api/returns", "/console/returns/x/note", "/api/jobs")) {
            assertRefused(new FileForm().file("a.png", "image/png", PNG).send(lead, other), 415, "takes no files");
        }
    }

    @Test
    void aReturnThatWaitsForAPhotoGoesOnByItselfWhenTheFileIsAdded() {
        JsonNode order = portal.bought("HEADSET-X", 1, 20);
        UUID id = portal.asksFor(order, new Wish(1, "DAMAGED", null, null));
        portal.awaitStatus(id, "IN_REVIEW");
        assertThat(contraflow.whole(id).at("/details/decision/rule").asText()).isEqualTo("photo-of-damage");
        byte[] photo = jpeg("broken hinge", 5_000);

        new FileForm().field("kind", "PHOTO").file("a.jpg", "image/jpeg", photo).send(lead, path(id));
        assertThat(contraflow.whole(id).at("/details/status").asText())
                .as("a photo of no line proves nothing")
                .isEqualTo("IN_REVIEW");

        JsonNode document = new FileForm()
                .field("kind", "PHOTO")
                .field("line", "1")
                .file("a.jpg", "image/jpeg", photo)
                .send(lead, path(id))
                .body();

        portal.awaitStatus(id, "LABEL_ISSUED");
        assertThat(contraflow
                        .whole(id)
                        .at("/details/lines/0/evidence/0/reference")
                        .asText())
                .isEqualTo("document:" + document.path("id").asText());
    }

    @Test
    void documentsGoWhenTheirReturnHasEndedForLongEnoughAndStayUntilThen() {
        UUID open = someReturn();
        UUID ended = someReturn();
        UUID lately = someReturn();
        for (UUID id : List.of(open, ended, lately)) {
            new FileForm()
                    .file("a.jpg", "image/jpeg", jpeg(id.toString(), 400_000))
                    .send(lead, path(id));
            db.sql("update return_document set added_at = :at where return_id = :id")
                    .param("at", daysAgo(500))
                    .param("id", id)
                    .update();
        }
        became("IN_REVIEW", open, 500);
        became("CLOSED", ended, 401);
        became("DECLINED", lately, 399);
        String gone = viewer.get(path(ended)).at("/items/0/id").asText();

        routes.requestBody("bean:retention?method=clean", (Object) null);

        assertThat(viewer.get(path(open)).path("items")).hasSize(1);
        assertThat(viewer.get(path(lately)).path("items")).hasSize(1);
        assertThat(viewer.get(path(ended)).path("items")).isEmpty();
        assertThat(parts(gone)).isZero();
        assertThat(contraflow.whole(ended).path("timeline").toString())
                .as("that it was there")
                .contains("A document was added", gone);
    }

    private void became(String status, UUID id, int days) {
        db.sql("update returns set status = :status, updated_at = :at where id = :id")
                .param("status", status)
                .param("at", daysAgo(days))
                .param("id", id)
                .update();
    }

    private int parts(String document) {
        return db.sql("select count(*) from return_document_part where document_id = :id")
                .param("id", UUID.fromString(document))
                .query(Integer.class)
                .single();
    }

    private UUID someReturn() {
        return portal.asksFor(portal.bought("MUG-WHT", 1), Wish.of(null, 1));
    }

    private static String path(UUID id) {
        return "/api/returns/" + id + "/documents";
    }

    /** The newest line of the timeline that a person wrote. */
    private JsonNode last(UUID id) {
        return Traces.all(contraflow.whole(id).path("timeline")).stream()
                .filter(one -> one.path("kind").asText().equals("note"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private HttpResponse<byte[]> bytes(UUID id, JsonNode document, String tag) throws Exception {
        String basic = java.util.Base64.getEncoder().encodeToString("auditor:sandbox".getBytes(UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address.resolve(
                                        path(id) + "/" + document.path("id").asText()))
                                .header("Authorization", "Basic " + basic)
                                .header("If-None-Match", tag.isEmpty() ? "\"none\"" : tag)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void assertRefused(Web.Answer answer, int status, String why) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.body().path("detail").asText()).contains(why);
    }

    /** Begins as a JPEG; the text follows. */
    private static byte[] jpeg(String text, int size) {
        byte[] content = Arrays.copyOf(("\u0000\u0000\u0000\u0000" + text).getBytes(UTF_8), size);
        content[0] = (byte) 0xFF;
        content[1] = (byte) 0xD8;
        content[2] = (byte) 0xFF;
        content[3] = (byte) 0xE0;
        return content;
    }

    private static OffsetDateTime daysAgo(int days) {
        return OffsetDateTime.now(ZoneOffset.UTC).minusDays(days);
    }
}
