package io.contraflow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.contraflow.database.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Several processes on one real PostgreSQL database, as their journals see each other. */
class NodesTest {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private final List<Nodes> running = new ArrayList<>();
    private DataSource database;
    private JdbcClient db;
    private TransactionTemplate transaction;
    private JournalTable inbox;

    @BeforeEach
    void begin() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(TestDatabase.server().newDatabase());
        source.setUser("postgres");
        database = source;
        Flyway.configure().dataSource(database).load().migrate();
        db = JdbcClient.create(database);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        inbox = JournalTable.inbox(db, Sql.skipLocked(database));
    }

    @AfterEach
    void end() {
        running.forEach(node -> node.end(false));
    }

    @Test
    void whatASilentNodeHadAtWorkIsTakenOverAndWhatOthersHaveIsNot() {
        List<Long> freed = Collections.synchronizedList(new ArrayList<>());
        LongConsumer takeOver = node -> {
            freed.add(node);
            inbox.recover(Instant.now());
        };
        Nodes living = node(takeOver);
        Nodes dying = node(takeOver);
        node(takeOver);
        event("a");
        event("b");
        Entry here = claim(1, living.id()).get(0);
        Entry there = claim(1, dying.id()).get(0);
        assertThat(claim(5, living.id())).as("taken by others").isEmpty();

        dying.end(false);

        await().atMost(Duration.ofSeconds(15)).until(() -> freed, List.of(dying.id())::equals);
        // The others may hear of the death a moment before what the dead one had is free.
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(claim(5, living.id())).extracting(Entry::key).containsExactly(there.key()));
        inbox.done(here, Instant.now());
    }

    @Test
    void aNodeThatWasTakenForDeadCannotRecordHowItsTryEnded() {
        event("a");
        Entry old = claim(1, 1001).get(0);
        inbox.recover(Instant.now());
        Entry fresh = claim(1, 1002).get(0);

        assertThat(fresh.attempt()).isEqualTo(2);
        assertThatThrownBy(() -> inbox.done(old, Instant.now())).isInstanceOf(ClaimLost.class);
        assertThatThrownBy(() -> inbox.later(old, Instant.now(), "it failed", null))
                .isInstanceOf(ClaimLost.class);
        inbox.handBack(List.of(old));
        assertThat(claim(1, 1003)).as("still the other's").isEmpty();
        inbox.done(fresh, Instant.now());
        assertThat(db.sql("select state from inbox").query(String.class).single())
                .isEqualTo("DONE");
    }

    @Test
    void atNoTimeDoMoreThanOneLeadAndWhenTheLeaderDiesAnotherDoes() throws InterruptedException {
        List<Nodes> nodes = new ArrayList<>(List.of(node(nobody()), node(nobody()), node(nobody())));
        assertThat(nodes).extracting(Nodes::isLeader).containsExactly(true, false, false);

        nodes.get(0).end(false);
        int most = 0;
        boolean another = false;
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!another && System.nanoTime() < end) {
            most = Math.max(most, (int) nodes.stream().filter(Nodes::isLeader).count());
            another = nodes.get(1).isLeader() || nodes.get(2).isLeader();
            Thread.sleep(5);
        }

        assertThat(another).as("another leads").isTrue();
        assertThat(most).as("leaders at once").isLessThanOrEqualTo(1);
    }

    @Test
    void aNodeThatCannotReachTheDatabaseStopsLeadingBeforeAnotherMayLead() throws InterruptedException {
        Nodes cutOff = node(nobody());
        assertThat(cutOff.isLeader()).isTrue();
        db.sql("alter table node rename to hidden").update();
        try {
            await().atMost(Duration.ofSeconds(4)).until(() -> !cutOff.isLeader());
        } finally {
            db.sql("alter table hidden rename to node").update();
        }
    }

    @Test
    void aNodeThatWasStruckOffGoesOnAsANewOne() {
        Nodes node = node(nobody());
        long before = node.id();
        db.sql("delete from node").update();

        await().atMost(Duration.ofSeconds(5)).until(() -> node.id() != before);
        assertThat(db.sql("select id from node").query(Long.class).single()).isEqualTo(node.id());
    }

    @Test
    void eachNodeSeesAllOthersAndWhatTheyWorkBy() {
        Nodes first = node(nobody(), Duration.ofMinutes(1));
        Nodes second = node(nobody(), Duration.ofMinutes(1));
        first.describe("1.0", new TreeMap<>(Map.of("mappings", "aa", "routes", "cc")));
        second.describe("1.1", new TreeMap<>(Map.of("mappings", "bb", "routes", "cc")));

        List<ClusterNode> seen = second.nodes();
        assertThat(seen).extracting(ClusterNode::id).containsExactly(first.id(), second.id());
        assertThat(seen).extracting(ClusterNode::leads).containsExactly(true, false);
        assertThat(seen).extracting(ClusterNode::isHere).containsExactly(false, true);
        assertThat(seen).extracting(ClusterNode::version).containsExactly("1.0", "1.1");
        assertThat(seen.get(0).configuration()).containsEntry("mappings", "aa").containsEntry("routes", "cc");
        assertThat(List.of(first.size(), second.size())).contains(2);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> second.nodes().stream().noneMatch(ClusterNode::isSilent));

        first.end(false);
        await().atMost(Duration.ofSeconds(15)).until(() -> second.nodes().get(0).isSilent());
    }

    @Test
    void aNodeThatGoesOnAsANewOneStillSaysWhatItWorksBy() {
        Nodes node = node(nobody());
        node.describe("1.0", new TreeMap<>(Map.of("mappings", "aa")));
        db.sql("delete from node").update();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> node.nodes().stream().map(ClusterNode::version).toList(), List.of("1.0")::equals);
    }

    @Test
    void manyNodesTakeEachEventOnceAndThoseOfALaneInOrder() throws InterruptedException {
        int lanes = 40;
        int events = 400;
        for (int i = 0; i < events; i++) {
            event("lane-" + i % lanes);
        }
        Map<String, List<Long>> done = new ConcurrentHashMap<>();
        AtomicInteger count = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(events);
        List<Dispatcher> nodes = new ArrayList<>();
        for (long node = 1; node <= 4; node++) {
            long id = node;
            nodes.add(new Dispatcher(
                    inbox,
                    "shopify",
                    4,
                    entry -> {
                        rest();
                        transaction.executeWithoutResult(tx -> inbox.done(entry, Instant.now()));
                        done.computeIfAbsent(entry.lane(), any -> Collections.synchronizedList(new ArrayList<>()))
                                .add(entry.seq());
                        count.incrementAndGet();
                        all.countDown();
                    },
                    transaction,
                    Clock.systemUTC(),
                    new Gate(Duration.ofSeconds(1)),
                    () -> id,
                    null));
        }

        nodes.forEach(Dispatcher::start);
        boolean ended = all.await(60, java.util.concurrent.TimeUnit.SECONDS);
        nodes.forEach(Dispatcher::close);

        assertThat(ended).isTrue();
        assertThat(count).hasValue(events);
        assertThat(done).hasSize(lanes).allSatisfy((lane, seqs) -> assertThat(seqs)
                .doesNotHaveDuplicates()
                .isSorted());
    }

    @Test
    void newDeliveriesAreLeftForAWhileToTheNodeThatTheyWereGivenTo() {
        JournalTable outbox = JournalTable.outbox(db, Sql.skipLocked(database));
        Fresh here = new Fresh();
        Fresh there = new Fresh();
        Instant now = Instant.now();
        UUID given = delivery("a", now, 0);
        UUID second = delivery("a", now, 0);
        UUID givenToNobody = delivery("b", now, 0);
        UUID triedBefore = delivery("c", now, 1);
        here.give(given, now);
        here.give(second, now);

        assertThat(claim(outbox, there, now, 1))
                .as("what was tried is anybody's")
                .containsExactly(triedBefore);
        assertThat(claim(outbox, here, now, 2)).as("the first of its lane").containsExactly(given);
        assertThat(claim(outbox, there, now, 1)).isEmpty();
        db.sql("update outbox set state = 'DONE' where id = :id")
                .param("id", given)
                .update();
        assertThat(claim(outbox, here, now, 2)).as("then the next").containsExactly(second);

        Instant later = now.plus(Fresh.GRACE).plusMillis(1);
        assertThat(claim(outbox, there, later, 1)).as("what nobody heard of").containsExactly(givenToNobody);
        here.give(UUID.randomUUID(), now);
        assertThat(here.given(later.plusSeconds(1)))
                .as("what is not fresh is forgotten")
                .isEmpty();
    }

    private List<UUID> claim(JournalTable table, Fresh fresh, Instant now, long node) {
        return transaction.execute(tx -> table.claim("netsuite", 10, now, now.plus(LEASE), node, fresh)).stream()
                .map(entry -> UUID.fromString(entry.key()))
                .toList();
    }

    private UUID delivery(String lane, Instant created, int attempts) {
        UUID id = UUID.randomUUID();
        db.sql(
                        "insert into outbox (id, return_id, connector, role, operation, lane, payload, priority, state, attempts,"
                                + " due_at, created_at) values (:id, :id, 'netsuite', 'erp', 'any', :lane, :payload, 5, 'WAITING',"
                                + " :attempts, :at, :at)")
                .param("id", id)
                .param("lane", lane)
                .param("payload", new byte[0])
                .param("attempts", attempts)
                .param("at", created.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private static LongConsumer nobody() {
        return node -> {};
    }

    private Nodes node(LongConsumer freed) {
        return node(freed, Duration.ofSeconds(2));
    }

    private Nodes node(LongConsumer freed, Duration deadAfter) {
        Nodes node =
                new Nodes(database, db, transaction, new NodeSettings("a test", "", Duration.ofMillis(300), deadAfter));
        running.add(node);
        node.begin(freed);
        return node;
    }

    private List<Entry> claim(int limit, long node) {
        return transaction.execute(
                tx -> inbox.claim("shopify", limit, Instant.now(), Instant.now().plus(LEASE), node, null));
    }

    private static void rest() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(4));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void event(String lane) {
        OffsetDateTime now = Instant.now().minusSeconds(1).atOffset(ZoneOffset.UTC);
        db.sql("insert into inbox (connector, event_key, topic, lane, payload, state, attempts, due_at, received_at)"
                        + " values ('shopify', :key, 'any', :lane, :payload, 'WAITING', 0, :now, :now)")
                .param("key", UUID.randomUUID().toString())
                .param("lane", lane)
                .param("payload", new byte[0])
                .param("now", now)
                .update();
    }
}
