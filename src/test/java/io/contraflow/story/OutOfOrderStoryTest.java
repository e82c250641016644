package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.exception.Exceptions;
import io.contraflow.flow.ReturnStore;
import io.contraflow.flow.Returns;
import io.contraflow.journal.Journal;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent.Dated;
import io.contraflow.model.Status;
import io.contraflow.story.SilentChannel.Saying;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class OutOfOrderStoryTest extends RunningTest {
    private static final int SCRIPTS = 20;
    private static final int SHUFFLES = 10;
    private static final int LANES = 3;

    @Autowired
    private Returns returns;

    @Autowired
    private ReturnStore store;

    @Autowired
    private Journal journal;

    @Autowired
    private Exceptions exceptions;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient db;

    @Autowired
    private ObjectMapper json;

    private SilentChannel channel;

    @BeforeEach
    void connect() {
        channel = new SilentChannel(returns, store, journal, transaction, db, json);
    }

    @Test
    void webhooksThatComeTwiceLateAndInAnyOrderEndInOneOfEverything() {
        world.fault(Map.of("kind", "webhook-duplicate", "millis", 400));
        world.fault(Map.of("kind", "webhook-reorder", "millis", 1500));
        world.fault(Map.of("kind", "webhook-delay", "millis", 100));

        List<String> orders = world.play("happy-path", 15);
        contraflow.awaitStatus(orders, "CLOSED");

        assertOnceEverywhere(orders);
    }

    /** One way in which a script is played; the first of each script is the one in order. */
    private record Playing(Script script, Random random, boolean inOrder, UUID id) {}

    @Test
    void twoHundredShuffledReturnsEndLikeThoseInOrderAndTellEveryoneTheSame() {
        List<Playing> playings = open();

        channel.hear(playings.stream()
                .flatMap(playing -> say(playing, playing.script().events()).stream())
                .toList());
        channel.hear(playings.stream()
                .flatMap(playing -> say(playing, afterwards(playing)).stream())
                .toList());
        for (int i = 0; i < 2; i++) {
            channel.deliverEverything();
            channel.hear(playings.stream()
                    .map(playing -> new Saying(playing.id(), key(), playing.id().toString(), List.of()))
                    .toList());
        }

        Playing expected = playings.get(0);
        for (Playing playing : playings) {
            expected = playing.inOrder() ? playing : expected;
            assertSameEnd(playing, expected);
        }
    }

    private List<Playing> open() {
        List<Playing> playings = new ArrayList<>();
        for (int seed = 0; seed < SCRIPTS; seed++) {
            Script script = Script.draw(new Random(seed));
            for (int shuffle = 0; shuffle <= SHUFFLES; shuffle++) {
                UUID id = channel.open(script.request(SilentChannel.NAME, "silent-" + seed + "-" + shuffle));
                playings.add(new Playing(script, new Random(31L * seed + shuffle), shuffle == 0, id));
            }
        }
        return playings;
    }

    /** The money moves, and for the shuffled ones some of what was said before is said again. */
    private List<Dated> afterwards(Playing playing) {
        Return inspected = channel.find(playing.id());
        assertThat(inspected.settlement())
                .as("settlement of %s", inspected.number())
                .isNotNull();
        List<Dated> events =
                new ArrayList<>(playing.script().payment(inspected.settlement().refund()));
        if (!playing.inOrder()) {
            playing.script().events().stream()
                    .filter(event -> playing.random().nextInt(4) == 0)
                    .forEach(events::add);
        }
        return events;
    }

    /** In order and once; or in any order, by several ways at the same time, a third of it twice. */
    private static List<Saying> say(Playing playing, List<Dated> events) {
        List<Saying> sayings = new ArrayList<>();
        Random random = playing.random();
        for (Dated event : events) {
            int lane = playing.inOrder() ? 0 : random.nextInt(LANES);
            Saying saying = new Saying(playing.id(), key(), playing.id() + "/" + lane, List.of(event));
            sayings.add(saying);
            if (!playing.inOrder() && random.nextInt(3) == 0) {
                boolean sameKey = random.nextBoolean();
                sayings.add(new Saying(saying.about(), sameKey ? saying.key() : key(), saying.lane(), saying.events()));
            }
        }
        if (!playing.inOrder()) {
            Collections.shuffle(sayings, random);
        }
        return sayings;
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private void assertSameEnd(Playing playing, Playing expected) {
        Return ended = channel.find(playing.id());
        assertThat(ended.status()).as("status of %s", ended.order().name()).isEqualTo(Status.CLOSED);
        assertThat(allButTime(ended)).as(ended.order().name()).isEqualTo(allButTime(channel.find(expected.id())));
        assertThat(channel.told(playing.id()))
                .as("told of %s", ended.order().name())
                .isEqualTo(channel.told(expected.id()));
        assertThat(exceptions.of(playing.id()))
                .as("exceptions of %s", ended.order().name())
                .allSatisfy(one -> assertThat(one.state()).isEqualTo("RESOLVED"));
    }

    private static List<Object> allButTime(Return ended) {
        return Arrays.asList(
                ended.lines(), ended.label(), ended.settlement(), ended.money(), ended.milestones(), ended.facts());
    }
}
