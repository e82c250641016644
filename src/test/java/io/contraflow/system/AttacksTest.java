package io.contraflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.story.Browser;
import io.contraflow.story.RunningTest;
import io.contraflow.story.Web;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What somebody tries who has no login, or has lured one who has. */
class AttacksTest extends RunningTest {
    private final URI address = URI.create("http://127.0.0.1:" + PORT);

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping addresses;

    @Test
    void nothingIsDoneForASessionThatWasLuredToAForeignPage() {
        Browser admin = new Browser(address);
        admin.login("admin", "sandbox");
        TreeSet<String> done = new TreeSet<>();
        addresses.getHandlerMethods().forEach((info, handler) -> info.getMethodsCondition().getMethods().stream()
                .filter(method -> method != RequestMethod.GET)
                .forEach(method -> info.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/") || path.startsWith("/console/"))
                        .forEach(path -> {
                            String called = path.replaceAll(
                                    "\\{[^}]+}", UUID.randomUUID().toString());
                            // A foreign page can send a form or plain text, with the cookie and without the token.
                            for (String type : List.of("application/x-www-form-urlencoded", "text/plain")) {
                                if (admin.send(method.name(), called, "reason=x", "Content-Type", type)
                                                .status()
                                        != 403) {
                                    done.add(method + " " + path + " as " + type);
                                }
                            }
                        })));
        assertThat(done).isEmpty();
    }

    @Test
    void aSessionThatWasThereBeforeTheLoginIsWorthNothingAfterIt() {
        Browser victim = new Browser(address);
        victim.get("/login");
        String planted = victim.cookie("JSESSIONID");
        victim.login("lead", "sandbox");
        assertThat(victim.cookie("JSESSIONID")).isNotEqualTo(planted);
        Browser attacker = new Browser(address);
        attacker.takeCookie("JSESSIONID", planted);
        assertThat(attacker.get("/console").status()).isEqualTo(302);
    }

    @Test
    void noScriptReadsTheSessionAndNoForeignPageSendsIt() {
        Browser browser = new Browser(address);
        browser.get("/login");
        Web.Answer answer = browser.login("lead", "sandbox");
        assertThat(answer.headers().get("set-cookie"))
                .filteredOn(cookie -> cookie.startsWith("JSESSIONID="))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"));
    }

    @Test
    void theLoginLeadsToNoForeignPage() {
        for (String path : List.of("/console?continue=https://evil.example/", "/console/..%2f..%2fevil.example")) {
            Browser browser = new Browser(address);
            browser.get(path);
            Web.Answer answer = browser.submit(
                    "/login?continue=https://evil.example/&redirect=//evil.example",
                    "/login?redirect=//evil.example",
                    Map.of("username", "lead", "password", "sandbox", "redirect", "https://evil.example/"));
            URI next = address.resolve(answer.headers().get("location").get(0));
            assertThat(next.getHost()).as(path).isEqualTo(address.getHost());
            assertThat(next.getPort()).as(path).isEqualTo(address.getPort());
        }
    }

    @Test
    void noNameOfAHostThatARequestClaimsGetsIntoAnAnswer() throws IOException {
        for (String request : List.of(
                "GET /console HTTP/1.1\r\nHost: evil.example\r\n",
                "GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n",
                "GET /hawtio HTTP/1.1\r\nHost: evil.example\r\nForwarded: host=evil.example\r\n",
                "GET /login?error HTTP/1.1\r\nHost: evil.example\r\n",
                "GET /swagger-ui.html HTTP/1.1\r\nHost: evil.example\r\n")) {
            assertThat(raw(request + "Connection: close\r\n\r\n"))
                    .as(request)
                    .startsWith("HTTP/1.1 ")
                    .doesNotContain("evil.example");
        }
    }

    /** A request that no client would send. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void noNameLeadsOutOfTheFolders() {
        Browser admin = new Browser(address);
        admin.login("admin", "sandbox");
        for (String name : List.of("..%2f..%2fconfig%2fapplication.yaml", "%2e%2e%2fapplication.yaml", "..%5cx")) {
            for (String path : List.of("/console/mappings/", "/api/backups/", "/console/", "/webjars/")) {
                assertThat(admin.get(path + name).status()).as(path + name).isIn(302, 400, 404);
            }
        }
    }

    @Test
    void fieldsThatNobodyAsksForAreNotTaken() {
        Web.Answer made = contraflow
                .web()
                .send(
                        "POST",
                        "/api/users",
                        Map.of(
                                "name",
                                "mallory",
                                "role",
                                "viewer",
                                "password",
                                "correct horse battery",
                                "enabled",
                                false,
                                "version",
                                99,
                                "roles",
                                List.of("admin")));
        assertThat(made.body().path("role").asText("viewer")).isEqualTo("viewer");
        assertThat(made.body().path("enabled").asBoolean(true)).isTrue();
        assertThat(new Web(address, "mallory:correct horse battery")
                        .send("GET", "/api/users", null)
                        .status())
                .isIn(401, 403);
    }
}
