package io.contraflow.audit;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Seals what has ended, each second, and once more before the end. */
@Component
class Sealing implements SmartLifecycle {
    private static final long EVERY_MILLIS = 1_000;
    private final AuditChain chain;
    private volatile @Nullable ScheduledExecutorService clock;

    Sealing(AuditChain chain) {
        this.chain = chain;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "audit-sealing");
            thread.setDaemon(true);
            return thread;
        });
        var unused = started.scheduleWithFixedDelay(
                chain::sealWhenPossible, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        clock = started;
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopped = clock;
        clock = null;
        if (stopped != null) {
            stopped.shutdown();
            chain.sealWhenPossible();
        }
    }

    @Override
    public boolean isRunning() {
        return clock != null;
    }
}
