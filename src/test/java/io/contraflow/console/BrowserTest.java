package io.contraflow.console;

import io.contraflow.story.RunningTest;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** The console in a real Chromium; skipped, and said so, where none is installed. */
abstract class BrowserTest extends RunningTest {
    static final String LOOKS = "auditor";
    static final String ACTS = "lead";
    static final String PASSWORD = "sandbox";
    static final URI SITE = URI.create("http://127.0.0.1:" + PORT);

    /** A tab without a login. */
    Tab tab;

    @BeforeEach
    void openTab() {
        Assumptions.assumeTrue(
                Chromium.shared().isPresent(),
                "no Chromium on the path: install it, or name it in the environment as CHROMIUM");
        tab = Chromium.shared().orElseThrow().tab(SITE);
    }

    @AfterEach
    void closeTab() {
        if (tab != null) {
            tab.close();
        }
    }
}
