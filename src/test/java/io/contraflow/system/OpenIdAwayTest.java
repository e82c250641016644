package io.contraflow.system;

import static io.contraflow.system.OpenIdLoginTest.assertNobody;
import static io.contraflow.system.OpenIdLoginTest.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.contraflow.FreePort;
import io.contraflow.database.TestDatabase;
import io.contraflow.story.Browser;
import io.contraflow.story.Place;
import io.contraflow.story.Web;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Everybody logs in at the provider alone, and it is away when Contraflow starts. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@DirtiesContext
class OpenIdAwayTest {
    private static final Place PLACE = new Place();
    private static final int PROVIDER_PORT = FreePort.next();
    private final Browser browser = new Browser(PLACE.address());

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        PLACE.settings(registry);
        TestDatabase.settings(registry);
        OpenIdLoginTest.openId(registry, PROVIDER_PORT);
        registry.add("contraflow.login.local", () -> false);
        registry.add("contraflow.login.openid.longest-session", () -> "3s");
    }

    @Test
    void contraflowStartsAndWorksWithoutTheProviderAndLetsPeopleInAsSoonAsItIsThere() {
        Web program = new Web(PLACE.address(), "admin:sandbox");
        assertThat(program.send("GET", "/api/returns", null).status()).isEqualTo(200);
        String away = to(browser.get("/oauth2/authorization/openid"));
        assertThat(away).isEqualTo("/login?refused=away");
        assertThat(browser.get(away).status()).isEqualTo(503);
        assertThat(browser.page(away)).contains("Example Staff cannot be reached now");

        String callback = OpenIdLoginTest.callback(PLACE);
        try (OpenIdServer provider = new OpenIdServer(PROVIDER_PORT, callback)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> to(OpenIdLoginTest.begin(browser)).startsWith(OpenIdServer.issuer(PROVIDER_PORT)));
            assertThat(to(OpenIdLoginTest.login(browser, provider, "returns-act", callback)))
                    .isEqualTo("/console");
            Instant came = Instant.now();
            assertThat(browser.get("/console").status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> browser.get("/console").status() == 302);
            assertThat(Duration.between(came, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
            String begun = to(OpenIdLoginTest.begin(browser));
            String back = OpenIdLoginTest.path(provider.loginAs("returns-act", begun), callback);
            provider.close();
            assertThat(to(browser.get(back))).isEqualTo("/login?refused=away");
            assertNobody(browser);
        }
        assertThat(program.send("GET", "/api/returns", null).status()).isEqualTo(200);
    }

    @Test
    void noPasswordOfOursOpensAPageAndProgramsGoOn() {
        String page = browser.page("/login");
        assertThat(page).contains("Sign in with Example Staff").doesNotContain("name=\"password\"");
        assertThat(new Web(PLACE.address(), "admin:sandbox")
                        .send("GET", "/console", null)
                        .status())
                .isEqualTo(302);
        assertThat(new Web(PLACE.address(), "admin:sandbox")
                        .send("GET", "/actuator/jolokia/version", null)
                        .status())
                .isEqualTo(401);
        assertThat(new Web(PLACE.address(), "")
                        .send("POST", "/login", "username=admin&password=sandbox")
                        .status())
                .isIn(302, 403);
        assertThat(new Web(PLACE.address(), "admin:sandbox")
                        .send("GET", "/api/returns", null)
                        .status())
                .isEqualTo(200);
    }
}
