package io.contraflow.flow;

import io.contraflow.model.Money;
import io.contraflow.model.Return;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What goes back to customers, in figures; docs/metrics.md lists them. */
@Component
class RefundMeters {
    private static final Duration[] TIMES = {
        Duration.ofHours(1),
        Duration.ofDays(1),
        Duration.ofDays(3),
        Duration.ofDays(7),
        Duration.ofDays(14),
        Duration.ofDays(30),
        Duration.ofDays(60)
    };

    private final MeterRegistry registry;

    RefundMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts what the shop refunded with a change, once its transaction is through. */
    void changed(Return before, Return after) {
        Money refund = after.money().shopRefund();
        Money earlier = before.money().shopRefund();
        if (refund == null || refund.equals(earlier)) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                long more = refund.minor() - (earlier == null ? 0 : earlier.minor());
                if (more > 0) {
                    DistributionSummary.builder("contraflow.refunds")
                            .description("Refunds that the shop made, in minor units of their currency")
                            .baseUnit("minor")
                            .tags("channel", after.channel(), "currency", refund.currency())
                            .register(registry)
                            .record(more);
                }
                if (earlier == null) {
                    Timer.builder("contraflow.refunds.time")
                            .description("From the customer's request until the first refund")
                            .tag("channel", after.channel())
                            .serviceLevelObjectives(TIMES)
                            .register(registry)
                            .record(Duration.between(after.createdAt(), after.updatedAt()));
                }
            }
        });
    }
}
