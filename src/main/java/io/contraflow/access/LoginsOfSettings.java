package io.contraflow.access;

/** The people who stand in the settings. They are there before the first account is, and are changed only there. */
public interface LoginsOfSettings {
    /** Whether somebody of this name stands in the settings. */
    boolean has(String name);
}
