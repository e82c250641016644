package io.contraflow.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process used of the processors, which others who use them too do not change much. */
final class Processor {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Processor() {}

    static double seconds() {
        return SYSTEM.getProcessCpuTime() / 1e9;
    }
}
