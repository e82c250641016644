package io.contraflow.sandbox.scenario;

import java.util.List;

/** A story: what happens one after the other, each step as soon as the world is ready for it. */
record Scenario(String name, String description, List<Step> steps) {
    /** A step is tried again and again until it says that it happened. */
    record Step(String name, String waitingFor, Attempt attempt) {}

    @FunctionalInterface
    interface Attempt {
        boolean happened(Stage stage, Run run);
    }
}
