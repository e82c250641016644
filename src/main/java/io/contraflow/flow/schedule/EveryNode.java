package io.contraflow.flow.schedule;

import java.util.Map;
import org.apache.camel.component.quartz.QuartzComponent;
import org.springframework.stereotype.Component;

/** Camel's {@code quartz:} under the name {@code every-node:}, for what each node of a cluster does for itself. */
@Component("every-node-component")
class EveryNode extends QuartzComponent {
    EveryNode() {
        setProperties(
                Map.of("org.quartz.scheduler.instanceName", "every-node", "org.quartz.threadPool.threadCount", "2"));
    }
}
