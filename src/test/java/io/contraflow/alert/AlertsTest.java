package io.contraflow.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.contraflow.alert.Sink.Post;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The alert routes with a real mail server and real HTTP receivers; the clock is moved, the schedule runs. */
@SpringBootTest(
        classes = AlertsTest.OnlyAlerts.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:alerts;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1",
            "camel.main.name=alerts",
            "logging.level.io.contraflow.exception=ERROR",
            "camel.main.routes-include-pattern=file:routes/schedules/alerts.camel.yaml",
            "contraflow.alerts.receivers.hook.type=webhook",
            "contraflow.alerts.receivers.hook.secret=" + AlertsTest.SECRET,
            "contraflow.alerts.receivers.chat.type=slack",
            "contraflow.alerts.receivers.room.type=teams",
            "contraflow.alerts.receivers.silent.type=slack",
            "contraflow.alerts.rules[0].id=mailed",
            "contraflow.alerts.rules[0].kinds=UNKNOWN_ORDER",
            "contraflow.alerts.rules[0].send-to=operators",
            "contraflow.alerts.rules[1].id=chain",
            "contraflow.alerts.rules[1].severity=HIGH",
            "contraflow.alerts.rules[1].kinds=STUCK,DEAD_DELIVERY",
            "contraflow.alerts.rules[1].send-to=hook",
            "contraflow.alerts.rules[1].escalate[0].after=15m",
            "contraflow.alerts.rules[1].escalate[0].to=chat",
            "contraflow.alerts.rules[2].id=both",
            "contraflow.alerts.rules[2].kinds=DRIFT",
            "contraflow.alerts.rules[2].send-to=silent,room",
        })
class AlertsTest {
    static final String SECRET = "a-secret-of-the-receiver";
    private static final Sink SINK = new Sink();
    private static final ServerSocket SILENT = silent();
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofSeconds(3);
    private static final MovedClock CLOCK = new MovedClock();

    @EnableAutoConfiguration
    @EnableConfigurationProperties(AlertSettings.class)
    @Import({Alerts.class, AlertGroups.class, AlertMessages.class, AlertTexts.class, AlertRoutes.class, Exceptions.class
    })
    static class OnlyAlerts {
        @Bean
        Clock clock() {
            return CLOCK;
        }
    }

    @Autowired
    Exceptions exceptions;

    @Autowired
    Alerts alerts;

    @Autowired
    JdbcClient db;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        MAIL.start();
        registry.add("contraflow.alerts.mail.port", () -> MAIL.getSmtp().getPort());
        registry.add("contraflow.alerts.receivers.hook.url", () -> SINK.address("hook"));
        registry.add("contraflow.alerts.receivers.chat.url", () -> SINK.address("chat"));
        registry.add("contraflow.alerts.receivers.room.url", () -> SINK.address("room?sp=%2Ftriggers&sig=a-_b"));
        registry.add("contraflow.alerts.receivers.silent.url", () -> "http://127.0.0.1:" + SILENT.getLocalPort());
    }

    @AfterAll
    static void stop() throws IOException {
        MAIL.stop();
        SILENT.close();
    }

    @BeforeEach
    void nothingIsWrong() throws Exception {
        for (String table : List.of("exception_case", "alert_message", "alert_case", "alert_group")) {
            db.sql("delete from " + table).update();
        }
        CLOCK.moved = Duration.ZERO;
        SINK.clear();
        MAIL.purgeEmailFromAllMailboxes();
    }

    @Test
    void anExceptionIsKnownByMailWithinFiveSecondsAndWithoutTheCustomer() throws Exception {
        UUID id = open(
                ExceptionKind.UNKNOWN_ORDER,
                "shopify/returns: answered 404: no order of jane.doe@customer.example, card 4111 1111 1111 1111");

        await().atMost(Duration.ofSeconds(5)).until(() -> MAIL.getReceivedMessages().length == 1);

        MimeMessage mail = MAIL.getReceivedMessages()[0];
        assertThat(mail.getAllRecipients()[0]).hasToString("operators@shop.example");
        assertThat(mail.getSubject()).isEqualTo("[Contraflow] NORMAL UNKNOWN_ORDER, 1 open");
        assertThat(mail.getContent().toString())
                .contains("shopify/returns: answered 404: no order of [address], card [number]")
                .contains("Queue: integration")
                .contains("What to do: " + ExceptionKind.UNKNOWN_ORDER.action())
                .contains("http://127.0.0.1:8080/api/exceptions/" + id)
                .doesNotContain("jane", "customer.example", "4111");
        assertThat(mail.getHeader("jobDetail")).isNull();
    }

    @Test
    void aStormOfOneCauseIsOneAlertWithACount() {
        for (int i = 0; i < 1000; i++) {
            open(
                    ExceptionKind.DEAD_DELIVERY,
                    "netsuite/post-credit: answered 503: R-1" + i + " of " + UUID.randomUUID());
        }
        await().atMost(SOON).until(() -> alerts.list("OPEN", 50, 0).stream().anyMatch(alert -> alert.open() == 1000));
        await().atMost(SOON).until(() -> SINK.to("hook").size() == 1);

        open(ExceptionKind.DEAD_DELIVERY, "netsuite/post-credit: answered 503: R-2000 of " + UUID.randomUUID());
        CLOCK.moved = Duration.ofMinutes(6);
        await().atMost(SOON).until(() -> SINK.to("hook").size() == 2);
        JsonNode update = SINK.to("hook").get(1).body();
        assertThat(update.get("step").asText()).startsWith("update-");
        assertThat(update.get("open").asInt()).isEqualTo(1001);
        assertThat(update.get("link").asText())
                .isEqualTo("http://127.0.0.1:8080/api/exceptions?state=OPEN&kind=DEAD_DELIVERY");

        CLOCK.moved = Duration.ofMinutes(12);
        await().during(A_WHILE).atMost(SOON).until(() -> SINK.to("hook").size() == 2);
        assertThat(alerts.list("OPEN", 50, 0)).hasSize(1);
    }

    @Test
    void manyCausesOfOneKindDoNotMakeManyAlerts() {
        for (int i = 0; i < 60; i++) {
            String name = "field" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
            open(ExceptionKind.DEAD_DELIVERY, "netsuite/post-credit: answered 400: the field " + name + " is missing");
        }

        await().atMost(SOON).until(() -> SINK.to("hook").size() == 11);

        assertThat(alerts.list("OPEN", 50, 0))
                .hasSize(11)
                .filteredOn(alert -> alert.sentence().startsWith("Many different causes"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.open()).isEqualTo(50));
    }

    @Test
    void whenNobodyTakesItTheNextOneIsTold() {
        open(ExceptionKind.STUCK, "R-100001: <!channel> nothing happened for 3 days");
        await().atMost(SOON).until(() -> SINK.to("hook").size() == 1);
        assertThat(SINK.to("chat")).isEmpty();

        CLOCK.moved = Duration.ofMinutes(16);

        await().atMost(SOON).until(() -> SINK.to("chat").size() == 1);
        assertThat(SINK.to("chat").get(0).body().get("text").asText())
                .startsWith("*Nobody has taken this: HIGH STUCK, 1 open*\n")
                .contains("R-100001: &lt;!channel&gt; nothing happened");
    }

    @Test
    void whoAcknowledgesStopsTheChain() {
        open(ExceptionKind.STUCK, "R-100002: nothing happened for 3 days");
        await().atMost(SOON).until(() -> SINK.to("hook").size() == 1);
        UUID alert = alerts.list("OPEN", 1, 0).get(0).id();

        assertThat(alerts.acknowledge(alert, "mia")).isTrue();
        CLOCK.moved = Duration.ofHours(2);

        await().during(A_WHILE).atMost(SOON).until(() -> SINK.to("chat").isEmpty());
        assertThat(alerts.find(alert).orElseThrow().acknowledgedBy()).isEqualTo("mia");
        assertThat(SINK.to("hook")).hasSize(1);
    }

    @Test
    void assigningAnExceptionStopsTheChainToo() {
        UUID id = open(ExceptionKind.STUCK, "R-100003: nothing happened for 3 days");
        await().atMost(SOON).until(() -> SINK.to("hook").size() == 1);

        exceptions.assign(id, "noah");
        await().atMost(SOON)
                .until(() -> "noah".equals(alerts.list("OPEN", 1, 0).get(0).acknowledgedBy()));
        CLOCK.moved = Duration.ofHours(2);

        await().during(A_WHILE).atMost(SOON).until(() -> SINK.to("chat").isEmpty());
    }

    @Test
    void whoWasToldHearsThatItIsOver() {
        UUID id = open(ExceptionKind.STUCK, "R-100004: nothing happened for 3 days");
        await().atMost(SOON).until(() -> SINK.to("hook").size() == 1);
        UUID alert = alerts.list("OPEN", 1, 0).get(0).id();

        exceptions.resolve(id, "It went on.");
        await().atMost(SOON).until(() -> alerts.find(alert).orElseThrow().open() == 0);
        CLOCK.moved = Duration.ofMinutes(1);

        await().atMost(SOON).until(() -> SINK.to("hook").size() == 2);
        assertThat(SINK.to("hook").get(1).body().get("step").asText()).isEqualTo("all-clear");
        CLOCK.moved = Duration.ofHours(2);
        await().during(A_WHILE).atMost(SOON).until(() -> SINK.to("hook").size() == 2);
        assertThat(SINK.to("chat")).isEmpty();
        assertThat(alerts.acknowledge(alert, "mia")).isFalse();
    }

    @Test
    void aWebhookProvesWhoSentItAndWhen() throws Exception {
        open(ExceptionKind.STUCK, "R-100005: nothing happened for 3 days");
        await().atMost(SOON).until(() -> SINK.to("hook").size() == 1);

        Post post = SINK.to("hook").get(0);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(post.signature()).isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(post.raw())));
        assertThat(post.body().get("timestamp").asText()).isEqualTo(post.timestamp());
        assertThat(Instant.parse(post.timestamp())).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void aReceiverThatDoesNotAnswerDelaysNobodyElse() {
        open(ExceptionKind.DRIFT, "R-100006: shop and ERP disagree");

        await().atMost(Duration.ofSeconds(5)).until(() -> SINK.to("room").size() == 1);

        Post post = SINK.to("room").get(0);
        assertThat(post.query()).isEqualTo("sp=%2Ftriggers&sig=a-_b");
        assertThat(post.body().at("/attachments/0/contentType").asText())
                .isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(post.body()
                        .at("/attachments/0/content/body/1/inlines/0/text")
                        .asText())
                .isEqualTo("R-100006: shop and ERP disagree");
        await().atMost(SOON)
                .until(() -> "SocketTimeoutException".equals(messageTo("silent").error()));
        assertThat(messageTo("silent").state()).isEqualTo("WAITING");
    }

    @Test
    void whatAReceiverRefusesIsSentAgainAndOnlyUntilItArrives() {
        SINK.answerWith(503);
        open(ExceptionKind.STUCK, "R-100007: nothing happened for 3 days");
        await().atMost(SOON).until(() -> "answered 503".equals(messageTo("hook").error()));

        SINK.answerWith(200);
        CLOCK.moved = Duration.ofSeconds(16);

        await().atMost(SOON).until(() -> messageTo("hook").state().equals("SENT"));
        assertThat(messageTo("hook").attempts()).isEqualTo(2);
        CLOCK.moved = Duration.ofMinutes(10);
        await().during(A_WHILE).atMost(SOON).until(() -> SINK.to("hook").size() == 1);
    }

    @Test
    void whatCannotBeSentForADayIsGivenUp() {
        SINK.answerWith(500);
        open(ExceptionKind.STUCK, "R-100008: nothing happened for 3 days");
        await().atMost(SOON).until(() -> "answered 500".equals(messageTo("hook").error()));

        CLOCK.moved = Duration.ofHours(25);

        await().atMost(SOON).until(() -> messageTo("hook").state().equals("DEAD"));
        assertThat(SINK.to("hook")).isEmpty();
    }

    @Test
    void whatNoRuleWantsIsToldToNobody() {
        open(ExceptionKind.POLICY_REVIEW, "R-100009 waits for a person");

        await().atMost(SOON)
                .until(() -> db.sql("select count(*) from alert_case where group_id is null")
                                .query(Integer.class)
                                .single()
                        == 1);
        assertThat(alerts.list("OPEN", 50, 0)).isEmpty();
    }

    private UUID open(ExceptionKind kind, String sentence) {
        return exceptions.open(new Exceptions.Opening(kind, null, "event:" + UUID.randomUUID(), sentence, null));
    }

    /** The first message to a receiver. */
    private AlertMessage messageTo(String receiver) {
        UUID alert =
                alerts.list("OPEN", 1, 0).stream().map(Alert::id).findFirst().orElse(new UUID(0, 0));
        return alerts.messages(List.of(alert)).getOrDefault(alert, List.of()).stream()
                .filter(message -> message.receiver().equals(receiver))
                .findFirst()
                .orElse(new AlertMessage(alert, alert, receiver, "", "", 0, Instant.EPOCH, Instant.EPOCH, null, null));
    }

    /** Takes connections and never answers. */
    private static ServerSocket silent() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The time of day, moved on by the tests. */
    private static final class MovedClock extends Clock {
        private volatile Duration moved = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(moved);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
