package io.contraflow.system;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.story.Browser;
import io.contraflow.story.RunningTest;
import io.contraflow.story.Web;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Who may call what: every address of the running application is called as nobody and in each role, and opens exactly for
 * those whom the table of docs/access.md names. An address that is not in the table is found.
 */
class EndpointWalkTest extends RunningTest {
    private static final Path PAGE = Path.of("docs/access.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z, ]+) \\| `(/[^`]*)` \\| (\\w+) \\|");

    /** Served by servlets and files instead of handlers. */
    private static final List<String> BESIDES = List.of(
            "GET /hawtio",
            "GET /actuator/hawtio/**",
            "GET /actuator/jolokia/**",
            "POST /actuator/jolokia",
            "GET /console/console.css",
            "GET /console/console.js",
            "GET /console/icon.svg",
            "GET /swagger-ui/**",
            "GET /webjars/**",
            "POST /login",
            "POST /logout");

    /** What would end the walk's own sessions. */
    private static final List<String> NOT_WALKED = List.of("POST /login", "POST /logout");

    @Autowired
    private ApplicationContext application;

    private enum Who {
        NOBODY(""),
        VIEWER("auditor"),
        OPERATOR("lead"),
        ADMIN("admin");

        private final String login;

        Who(String login) {
            this.login = login;
        }
    }

    private record Endpoint(String method, String path, Who least) {
        String name() {
            return method + " " + path;
        }
    }

    @Test
    void everyAddressHasItsLeastRoleInTheTableAndTheTableNamesNoOther() throws IOException {
        TreeSet<String> written = table().stream().map(Endpoint::name).collect(toCollection(TreeSet::new));
        TreeSet<String> running = running();
        running.addAll(BESIDES);
        assertThat(written)
                .as("rows | method | `address` | least role | of %s", PAGE)
                .containsExactlyElementsOf(running);
    }

    @Test
    void everyAddressOpensForItsLeastRoleAndThoseAboveAndForNobodyElse() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Who who : Who.values()) {
            Browser browser = new Browser(address());
            String token = "none";
            if (who != Who.NOBODY) {
                browser.login(who.login, "sandbox");
                token = browser.token("/console");
                browser.get("/actuator/jolokia/version");
            }
            for (Endpoint one : table()) {
                if (!NOT_WALKED.contains(one.name())) {
                    withSession(browser, token, one, who).ifPresent(wrong::add);
                    if (one.path().startsWith("/api/")) {
                        asProgram(one, who).ifPresent(wrong::add);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> withSession(Browser browser, String token, Endpoint one, Who who) {
        String path = filled(one.path());
        Web.Answer answer = path.startsWith("/api/") || one.method().equals("GET")
                ? browser.send(one.method(), path, null, "X-CSRF-TOKEN", token)
                : browser.send(
                        one.method(),
                        path,
                        "_csrf=" + token,
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "X-XSRF-TOKEN",
                        browser.cookie("XSRF-TOKEN"));
        return complaint(one, who, answer, "with a session");
    }

    private static Optional<String> asProgram(Endpoint one, Who who) {
        Web program = new Web(address(), who == Who.NOBODY ? "" : who.login + ":sandbox");
        return complaint(one, who, program.send(one.method(), filled(one.path()), null), "as a program");
    }

    private static Optional<String> complaint(Endpoint one, Who who, Web.Answer answer, String how) {
        boolean toLogin =
                answer.headers().getOrDefault("location", List.of()).stream().anyMatch(to -> to.endsWith("/login"));
        boolean open = answer.status() != 401 && answer.status() != 403 && !toLogin;
        boolean expected = who.compareTo(one.least()) >= 0;
        boolean well = answer.status() < 500 || one.path().equals("/error");
        return open == expected && well
                ? Optional.empty()
                : Optional.of(one.name() + " " + how + " as " + who + ": " + answer.status());
    }

    /** All that handlers of any kind serve. */
    private TreeSet<String> running() {
        return application.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(EndpointWalkTest::names)
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> names(RequestMappingInfo info) {
        List<String> methods = info.getMethodsCondition().getMethods().stream()
                .map(RequestMethod::name)
                .toList();
        return info.getPatternValues().stream().flatMap(path -> (methods.isEmpty() ? List.of("GET") : methods)
                .stream().map(method -> method + " " + path));
    }

    private static List<Endpoint> table() throws IOException {
        List<Endpoint> rows = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            for (String method : row.group(1).split(", ")) {
                rows.add(new Endpoint(
                        method, row.group(2), Who.valueOf(row.group(3).toUpperCase(Locale.ROOT))));
            }
        }
        return rows;
    }

    private static String filled(String path) {
        return path.replace("{id}", UUID.randomUUID().toString())
                .replace("/jolokia/**", "/jolokia/version")
                .replace("/swagger-ui/**", "/swagger-ui/index.html")
                .replace("/webjars/**", "/webjars/htmx.org/2.0.10/dist/htmx.min.js")
                .replace("/**", "/")
                .replaceAll("\\{[^}]+}", "no-such");
    }

    private static URI address() {
        return URI.create("http://127.0.0.1:" + PORT);
    }
}
