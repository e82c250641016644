package io.contraflow.bench;

import io.contraflow.process.ScaleBench;

/** All benchmarks, one after the other: {@code nice -n 10 mvn -q -Pbench verify -DskipTests}. */
final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] only) throws Exception {
        System.out.printf(
                "%s, %d processors, Java %s, heap %d MiB%n",
                System.getProperty("os.name"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                Runtime.getRuntime().maxMemory() >> 20);
        if (only.length == 0 || only[0].equals("accept")) {
            AcceptBench.run();
        }
        if (only.length == 0 || only[0].equals("end-to-end")) {
            EndToEndBench.run();
        }
        if (only.length == 0 || only[0].equals("mapping")) {
            MappingBench.run();
        }
        if (only.length == 0 || only[0].equals("policy")) {
            PolicyBench.run();
        }
        if (only.length == 0 || only[0].equals("dead-letters")) {
            DeadLettersBench.run();
        }
        if (only.length == 0 || only[0].equals("simulation")) {
            SimulationBench.run();
        }
        if (only.length == 0 || only[0].equals("store")) {
            StoreBench.run();
        }
        if (only.length == 0 || only[0].equals("vendors")) {
            VendorsBench.run();
        }
        if (only.length == 0 || only[0].equals("recovery")) {
            RecoveryBench.run();
        }
        if (only.length == 0 || only[0].equals("scale")) {
            ScaleBench.run();
        }
        if (only.length == 0 || only[0].equals("start")) {
            StartBench.run();
        }
        System.exit(0);
    }
}
