package io.contraflow.sandbox;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Carries the systems' webhooks to the orchestrator, at least once and in no particular order. */
public final class Webhooks implements AutoCloseable {
    private static final int SENDERS = 16;
    private static final int TRIES = 8;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    // A restart of the orchestrator must lose nothing, so tries go on for this long, however fast the vendor's would
    // end.
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Pattern PROOF = Pattern.compile("(?i).*(hmac|signature|-key).*");

    private final URI target;
    private final double speed;
    private final Faults faults;
    private final WebhookJournal journal;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final ScheduledExecutorService senders =
            Executors.newScheduledThreadPool(SENDERS, task -> World.daemon(task, "sandbox-webhooks"));
    private volatile Instant quietUntil = Instant.EPOCH;

    Webhooks(SandboxOptions options, Faults faults, WebhookJournal journal) {
        this.target = options.target();
        this.speed = options.speed();
        this.faults = faults;
        this.journal = journal;
    }

    /** Sends in the background; call it after the change is made. The topic names it in journal and faults. */
    public void send(String connector, String topic, Map<String, String> headers, byte[] body) {
        List<Faults.Fault> struck = faults.strikeWebhook(connector, topic);
        Delivery delivery = new Delivery(journal.open(connector, topic), connector, headers, body);
        if (hit(struck, Faults.Kind.WEBHOOK_DROP) != null) {
            journal.dropped(delivery.number());
            return;
        }
        if (hit(struck, Faults.Kind.WEBHOOK_BAD_SIGNATURE) != null) {
            delivery = delivery.forged();
        }
        schedule(delivery, 1, delay(struck));
        Faults.Fault duplicate = hit(struck, Faults.Kind.WEBHOOK_DUPLICATE);
        if (duplicate != null) {
            schedule(delivery, 1, Duration.ofMillis(duplicate.millis()));
        }
    }

    private static Duration delay(List<Faults.Fault> struck) {
        Faults.Fault late = hit(struck, Faults.Kind.WEBHOOK_DELAY);
        Faults.Fault mixed = hit(struck, Faults.Kind.WEBHOOK_REORDER);
        long millis = late == null ? 0 : late.millis();
        return Duration.ofMillis(
                mixed == null ? millis : millis + ThreadLocalRandom.current().nextLong(mixed.millis() + 1));
    }

    private static Faults.@Nullable Fault hit(List<Faults.Fault> struck, Faults.Kind kind) {
        return struck.stream().filter(fault -> fault.kind() == kind).findFirst().orElse(null);
    }

    private void schedule(Delivery delivery, int attempt, Duration pause) {
        if (!senders.isShutdown()) {
            var unused = senders.schedule(() -> attempt(delivery, attempt), pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void attempt(Delivery delivery, int attempt) {
        if (!journal.isOpen(delivery.number())) {
            return;
        }
        Duration quiet = Duration.between(Instant.now(), quietUntil);
        if (!quiet.isNegative()) {
            schedule(
                    delivery,
                    attempt,
                    quiet.plusMillis(ThreadLocalRandom.current().nextLong(300)));
            return;
        }
        try {
            int status = client.send(delivery.request(target), BodyHandlers.discarding())
                    .statusCode();
            journal.answered(delivery.number(), attempt, status);
            if (status / 100 != 2) {
                again(delivery, attempt);
            }
        } catch (ConnectException e) {
            // Nobody listens: one knock at a time instead of one per waiting webhook.
            quietUntil = Instant.now().plusMillis(250);
            journal.answered(delivery.number(), attempt, 0);
            again(delivery, attempt);
        } catch (IOException e) {
            journal.answered(delivery.number(), attempt, 0);
            again(delivery, attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void again(Delivery delivery, int attempt) {
        if (attempt >= TRIES && journal.age(delivery.number()).compareTo(PATIENCE) > 0) {
            journal.givenUp(delivery.number());
            return;
        }
        double vendorSeconds = 10 * Math.pow(2, Math.min(attempt, 12));
        Duration pause = Duration.ofMillis((long) (1000 * vendorSeconds / speed));
        schedule(delivery, attempt + 1, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }

    @SuppressWarnings("ArrayRecordComponent") // a delivery is sent, never compared
    private record Delivery(long number, String connector, Map<String, String> headers, byte[] body) {
        HttpRequest request(URI target) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + "/webhooks/" + connector))
                    .timeout(DEADLINE)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(request::setHeader);
            return request.build();
        }

        Delivery forged() {
            Map<String, String> wrong = new LinkedHashMap<>(headers);
            wrong.replaceAll((name, value) ->
                    PROOF.matcher(name).matches() ? (value.startsWith("0") ? "1" : "0") + value.substring(1) : value);
            return new Delivery(number, connector, wrong, body);
        }
    }
}
