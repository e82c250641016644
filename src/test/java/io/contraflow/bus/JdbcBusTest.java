package io.contraflow.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.story.RunningTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The default bus is the database alone. */
class JdbcBusTest extends RunningTest {
    @Autowired
    ApplicationContext context;

    @Autowired
    EventTable table;

    @Test
    void nothingIsRecordedForABusThatIsNotThereAndNothingLooksForOne() {
        List<String> orders = world.play("happy-path", 1);

        contraflow.awaitStatus(orders, "CLOSED");

        assertThat(table.lag()).isEqualTo(EventTable.Lag.NONE);
        assertThat(context.getBeansOfType(EventPublisher.class)).isEmpty();
        assertThat(context.getBeansOfType(BrokerWatch.class)).isEmpty();
    }
}
