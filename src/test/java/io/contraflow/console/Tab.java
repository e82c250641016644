package io.contraflow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionTimeoutException;

/** One tab of the browser as a person uses it: it looks for words, clicks and types, and notes what goes wrong. */
final class Tab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Chromium browser;
    private final String session;
    private final String context;
    private final URI site;
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();

    Tab(Chromium browser, String session, String context, URI site) {
        this.browser = browser;
        this.session = session;
        this.context = context;
        this.site = site;
        browser.listen(session, this::heard);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            ask(domain + ".enable", Map.of());
        }
        size(1280, 900);
        dark(false);
    }

    private void heard(String method, JsonNode what) {
        switch (method) {
            case "Runtime.exceptionThrown" ->
                problems.add("script: "
                        + what.at("/exceptionDetails/exception/description").asText());
            case "Runtime.consoleAPICalled" -> {
                if (what.path("type").asText().equals("error")) {
                    problems.add("console: " + what.path("args"));
                }
            }
            case "Log.entryAdded" -> {
                if (what.at("/entry/level").asText().equals("error")) {
                    problems.add(what.at("/entry/source").asText() + ": "
                            + what.at("/entry/text").asText() + " "
                            + what.at("/entry/url").asText());
                }
            }
            case "Network.requestWillBeSent" -> foreign(what.at("/request/url").asText());
            case "Page.javascriptDialogOpening" -> {
                questions.add(what.path("message").asText());
                browser.send(session, "Page.handleJavaScriptDialog", Map.of("accept", true));
            }
            default -> {
                // The rest does not concern a test.
            }
        }
    }

    private void foreign(String url) {
        if (!url.startsWith(site + "/") && !url.startsWith("data:") && !url.equals("about:blank")) {
            problems.add("another host: " + url);
        }
    }

    private JsonNode ask(String method, Map<String, ?> parameters) {
        return browser.ask(session, method, parameters);
    }

    /** What went wrong since the last call: errors of scripts, of the console, of the policy of content, other hosts. */
    List<String> problems() {
        List<String> all = List.copyOf(problems);
        problems.clear();
        return all;
    }

    /** What the pages asked before they acted; each question was answered with yes. */
    List<String> questions() {
        return List.copyOf(questions);
    }

    /** Goes to a page of the site and waits until it is loaded. */
    Tab open(String path) {
        String before = "performance.timeOrigin";
        JsonNode last = script(before);
        ask("Page.navigate", Map.of("url", site + path));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(25))
                .ignoreExceptions()
                .until(() -> script("document.readyState === 'complete' && performance.timeOrigin !== " + last)
                        .asBoolean());
        return this;
    }

    Tab login(String who, String password) {
        open("/login");
        fill("Login", who);
        fill("Password", password);
        press("Enter");
        see("Overview");
        return loaded();
    }

    /** Waits until the scripts of the page are at work; before that it hears no key. */
    private Tab loaded() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(25))
                .ignoreExceptions()
                .until(() -> script("document.readyState === 'complete'").asBoolean());
        return this;
    }

    /** Value of an expression; a promise is awaited. */
    JsonNode script(String expression) {
        JsonNode answer = ask(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression.substring(0, Math.min(200, expression.length())) + ": "
                    + answer.at("/exceptionDetails/exception/description").asText());
        }
        return answer.at("/result/value");
    }

    /** All text that a person sees. */
    String text() {
        return script("document.body.innerText").asText();
    }

    String path() {
        return script("location.pathname + location.search").asText();
    }

    /** What the test looked at when it gave up. */
    private String seen() {
        return path() + " says: " + text();
    }

    /** Waits until the page says that. */
    Tab see(String... words) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .untilAsserted(() -> assertThat(text()).contains(words));
        return this;
    }

    /** Waits until the page with that address is there. */
    Tab at(String address) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .untilAsserted(() -> {
                    assertThat(path()).as(this::text).contains(address);
                    assertThat(script("document.readyState").asText()).isEqualTo("complete");
                });
        return this;
    }

    /** Looks again and again, as a person who reloads, until the page says that. */
    Tab seeAfterReload(String... words) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .untilAsserted(() -> {
                    open(path());
                    assertThat(text()).contains(words);
                });
        return this;
    }

    boolean has(String css) {
        return script("document.querySelector(" + quoted(css) + ") !== null").asBoolean();
    }

    /** Clicks, with the mouse, the first link, button or summary that has these words. */
    Tab click(String words) {
        return click("a, button, summary", words);
    }

    /** Clicks, with the mouse, the first visible element of the selector that has these words. */
    Tab click(String css, String words) {
        String find =
                "(() => { if (document.readyState !== 'complete') return null; const all = [...document.querySelectorAll("
                        + quoted(css) + ")].filter(e =>"
                        + " e.getClientRects().length && (e.innerText.trim() + ' ' + (e.getAttribute('aria-label') || ''))"
                        + ".includes(" + quoted(words) + ")); const exact = all.find(e => e.innerText.trim() === "
                        + quoted(words) + "); const one = exact || all[0]; if (!one) return null;"
                        + " one.scrollIntoView({block: 'center', behavior: 'instant'});"
                        + " const box = one.getClientRects()[0];"
                        + " return {x: box.x + box.width / 2, y: box.y + box.height / 2}; })()";
        JsonNode at;
        try {
            at = await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptionsInstanceOf(IllegalStateException.class)
                    .until(() -> script(find), found -> found.has("x"));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("nothing to click with the words: " + words + "; " + seen(), e);
        }
        for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
            ask(
                    "Input.dispatchMouseEvent",
                    Map.of("type", type, "x", at.get("x"), "y", at.get("y"), "button", "left", "clickCount", 1));
        }
        return this;
    }

    /** Types into the field with that label, in place of what is there. */
    Tab fill(String label, String value) {
        String find =
                "(() => { if (document.readyState !== 'complete') return false; const label = [...document.querySelectorAll('label')].find(l =>"
                        + " l.textContent.trim().startsWith(" + quoted(label)
                        + ") && l.control && l.control.getClientRects().length);"
                        + " if (!label) return false; label.control.focus(); label.control.select && label.control.select();"
                        + " return true; })()";
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptionsInstanceOf(IllegalStateException.class)
                    .until(() -> script(find).asBoolean());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no field with the label: " + label + "; " + seen(), e);
        }
        return type(value);
    }

    /** Types where the cursor is. */
    Tab type(String value) {
        ask("Input.insertText", Map.of("text", value));
        return this;
    }

    /** Presses a key: a character, {@code Tab}, {@code Enter} or {@code Escape}. */
    Tab press(String key) {
        int code =
                switch (key) {
                    case "Tab" -> 9;
                    case "Enter" -> 13;
                    case "Escape" -> 27;
                    default -> Character.toUpperCase(key.charAt(0));
                };
        String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
        String name = key.length() == 1 ? "Key" + key.toUpperCase(java.util.Locale.ROOT) : key;
        ask(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyDown", "key", key, "code", name, "windowsVirtualKeyCode", code, "text", text));
        ask("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", name, "windowsVirtualKeyCode", code));
        return this;
    }

    /** Goes on by the tabulator until the element with the focus has these words. */
    Tab tabTo(String words) {
        String focused = "(() => { const e = document.activeElement; const l = e.labels && e.labels[0];"
                + " return (e.innerText || '') + ' ' + (l ? l.textContent : '') + ' ' + (e.getAttribute('aria-label') || '')"
                + " + ' ' + (e.value || ''); })()";
        for (int tries = 0; tries < 150; tries++) {
            press("Tab");
            if (!script("document.activeElement === document.body").asBoolean()
                    && script(focused).asText().contains(words)) {
                return this;
            }
        }
        throw new AssertionError("no way by the tabulator to: " + words + " on " + path());
    }

    Tab size(int width, int height) {
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** Dark or light, at once and without transitions. */
    Tab dark(boolean dark) {
        ask(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    /** The tab as a picture. */
    void picture(Path file) throws IOException {
        String data = ask("Page.captureScreenshot", Map.of("format", "png"))
                .get("data")
                .asText();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    @Override
    public void close() {
        browser.dispose(session, context);
    }
}
