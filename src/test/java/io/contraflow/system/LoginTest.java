package io.contraflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.contraflow.story.RunningTest;
import io.contraflow.story.Web;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

class LoginTest extends RunningTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final String REASON = "{\"reason\":\"because\"}";

    @Autowired
    WebApplicationContext application;

    @Value("http://127.0.0.1:${server.port}")
    URI address;

    private Web anyone;

    @BeforeEach
    void connect() {
        anyone = new Web(address, "");
    }

    @Test
    void theApiIsClosedWithoutLoginAndDoesNotSendProgramsToAForm() {
        for (String path : List.of("/api/returns", "/api/exceptions", "/api/deliveries", "/api/connectors", "/api/x")) {
            Web.Answer answer = anyone.send("GET", path, null);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.headers()).doesNotContainKey("location");
        }
        assertThat(anyone.send("POST", anyReturn(), REASON).status()).isIn(401, 403);
    }

    @Test
    void aWrongPasswordIsRefused() {
        Web stranger = new Web(address, "admin:wrong");
        assertThat(stranger.send("GET", "/api/returns", null).status()).isEqualTo(401);
        assertThat(stranger.send("POST", anyReturn(), REASON).status()).isEqualTo(401);
        assertThat(anyone.send("GET", "/api/returns", null, "Authorization", "Basic !!!")
                        .status())
                .isEqualTo(401);
        assertThat(anyone.send("GET", "/api/returns", null, "Authorization", "Bearer x")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theViewOfTheRoutesIsForThoseWhoActAndShowsNoSecrets() {
        Web lead = new Web(address, "lead:sandbox");
        Web auditor = new Web(address, "auditor:sandbox");
        for (String path : List.of("/hawtio", "/actuator/hawtio/", "/actuator/jolokia/version")) {
            assertThat(anyone.send("GET", path, null).status()).as(path).isIn(302, 401);
            assertThat(auditor.send("GET", path, null).status()).as(path).isEqualTo(403);
        }
        assertThat(lead.send("GET", "/actuator/jolokia/version", null).status()).isEqualTo(200);
        assertThat(lead.send("POST", "/actuator/jolokia", "{\"type\":\"version\"}")
                        .status())
                .as("without the token against forged requests")
                .isEqualTo(403);
        String read = "/actuator/jolokia/read/";
        assertThat(lead.send("GET", read + "java.lang:type=Memory/HeapMemoryUsage", null)
                        .body()
                        .path("status")
                        .asInt())
                .isEqualTo(200);
        for (String forbidden : List.of(
                read + "java.lang:type=Runtime/SystemProperties",
                read + "java.lang:type=Runtime/InputArguments",
                "/actuator/jolokia/exec/com.sun.management:type=HotSpotDiagnostic/dumpHeap/x/true",
                "/actuator/jolokia/exec/com.sun.management:type=DiagnosticCommand/vmCommandLine",
                "/actuator/jolokia/exec/org.springframework.boot:type=Endpoint,name=Health/health")) {
            assertThat(lead.send("GET", forbidden, null).body().path("error").asText())
                    .as(forbidden)
                    .contains("forbidden");
        }
    }

    @Test
    void healthIsOpenAndShowsNoDetailsToStrangers() {
        for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
            Web.Answer answer = anyone.send("GET", path, null);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body().has("components")).as(path).isFalse();
        }
    }

    @Test
    void onlyAnAdministratorReadsMetricsAndOnlyAnOperatorActs() throws Exception {
        assertThat(anyone.send("GET", "/actuator/metrics", null).status()).isIn(302, 401);
        assertThat(contraflow.web().send("GET", "/actuator/metrics", null).status())
                .isEqualTo(200);
        assertThat(status(get("/actuator/metrics").with(user("v").roles("viewer"))))
                .isEqualTo(403);
        assertThat(status(get("/actuator/metrics").with(user("o").roles("operator"))))
                .isEqualTo(403);
        assertThat(status(get("/api/returns").with(user("v").roles("viewer")))).isEqualTo(200);
        assertThat(status(post(anyReturn()).with(user("v").roles("viewer")).with(csrf())))
                .isEqualTo(403);
        assertThat(status(get("/api/returns").with(user("n").roles("none")))).isEqualTo(403);
    }

    @Test
    void aSessionCannotActWithoutTheTokenOfItsPages() {
        Session session = login();
        assertThat(anyone.send("GET", "/api/returns", null, "Cookie", session.cookie())
                        .status())
                .isEqualTo(200);
        assertThat(anyone.send("POST", anyReturn(), REASON, "Cookie", session.cookie())
                        .status())
                .isEqualTo(403);
        assertThat(anyone.send("POST", anyReturn(), REASON, "Cookie", session.cookie(), "X-CSRF-TOKEN", "guessed")
                        .status())
                .isEqualTo(403);
        assertThat(anyone.send("POST", anyReturn(), REASON, "Cookie", session.cookie(), "Authorization", "Bearer x")
                        .status())
                .isEqualTo(401);
        assertThat(anyone.send("POST", anyReturn(), REASON, "Cookie", session.cookie(), "X-CSRF-TOKEN", session.token())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void detoursThroughTheOpenPathsLeadNowhere() {
        for (String path : List.of(
                "/webhooks/../api/returns",
                "/webhooks/..;/api/returns",
                "/actuator/health/../metrics",
                "/actuator/health/..%2fmetrics",
                "//api/returns",
                "/api;x=1/returns",
                "/%61pi/returns")) {
            assertThat(new RawPath(address).status(path)).as(path).isIn(302, 400, 401, 404);
        }
    }

    /** A session of the form and the token of its pages. */
    private record Session(String cookie, String token) {}

    private Session login() {
        Web.Answer form = anyone.send("GET", "/login", null);
        Web.Answer answer = anyone.send(
                "POST",
                "/login",
                "username=admin&password=sandbox&_csrf=" + URLEncoder.encode(token(form), StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Cookie",
                cookie(form));
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers().get("location").toString()).doesNotContain("error");
        String cookie = cookie(answer);
        return new Session(cookie, token(anyone.send("GET", "/login", null, "Cookie", cookie)));
    }

    private static String cookie(Web.Answer answer) {
        return answer.headers().get("set-cookie").get(0).split(";", 2)[0];
    }

    private static String token(Web.Answer page) {
        Matcher found = TOKEN.matcher(page.body().asText());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private int status(RequestBuilder request) throws Exception {
        MockMvc mvc = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
        return mvc.perform(request).andReturn().getResponse().getStatus();
    }

    private static String anyReturn() {
        return "/api/returns/" + UUID.randomUUID() + "/approve";
    }
}
