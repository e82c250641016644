package io.contraflow.sandbox;

/** What a simulated system is built from. */
public record Surroundings(SandboxOptions options, World world, Webhooks webhooks, Mails mails) {}
