package io.contraflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.FreePort;
import io.contraflow.database.TestDatabase;
import io.contraflow.story.Browser;
import io.contraflow.story.Place;
import io.contraflow.story.Web;
import io.contraflow.system.OpenIdServer.Lie;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** People log in at a real OpenID provider, and what it must not say is not believed. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@DirtiesContext
class OpenIdLoginTest {
    private static final Place PLACE = new Place();
    private static final int PROVIDER_PORT = FreePort.next();
    private static final OpenIdServer PROVIDER = new OpenIdServer(PROVIDER_PORT, callback(PLACE));
    private final Browser browser = new Browser(PLACE.address());

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        PLACE.settings(registry);
        TestDatabase.settings(registry);
        openId(registry, PROVIDER_PORT);
    }

    static String callback(Place place) {
        return place.address() + "/login/oauth2/code/openid";
    }

    static void openId(DynamicPropertyRegistry registry, int port) {
        String prefix = "contraflow.login.openid.";
        registry.add(prefix + "issuer", () -> OpenIdServer.issuer(port));
        registry.add(prefix + "client-id", () -> OpenIdServer.CLIENT);
        registry.add(prefix + "client-secret", () -> OpenIdServer.SECRET);
        registry.add(prefix + "name", () -> "Example Staff");
        registry.add(prefix + "groups-claim", () -> "realm_access.roles");
        registry.add(prefix + "groups.viewer", () -> "returns-look,returns-audit");
        registry.add(prefix + "groups.operator", () -> "returns-act");
        registry.add(prefix + "groups.admin", () -> "returns-admin");
    }

    @BeforeEach
    void honest() {
        PROVIDER.tells(Lie.NONE);
    }

    @AfterAll
    static void end() {
        PROVIDER.close();
    }

    @ParameterizedTest
    @CsvSource({"returns-audit, viewer", "returns-act, operator", "returns-admin, admin"})
    void whoIsInAGroupComesInWithItsRoleAndTheTrailSaysSo(String group, String role) {
        assertThat(browser.page("/login")).contains("Sign in with Example Staff", "or with a password of Contraflow");
        assertThat(to(login(browser, group))).isEqualTo("/console");
        assertThat(browser.page("/console")).contains("sso:anna-" + group);

        assertThat(browser.get("/console/users").status()).isEqualTo(role.equals("admin") ? 200 : 403);
        assertThat(browser.submit("/console", "/console/schedules/none/run", Map.of())
                        .status())
                .isEqualTo(role.equals("viewer") ? 403 : 302);
        JsonNode entry = audited("sso:anna-" + group, "login");
        assertThat(entry.path("role").asText()).isEqualTo(role);
        assertThat(entry.path("result").asText()).isEqualTo("DONE");
    }

    @Test
    void whoIsInNoGroupReadsSoAndHasNoSession() {
        String to = to(login(browser, "warehouse"));
        assertThat(to).isEqualTo("/login?refused=group");
        Web.Answer page = browser.get(to);
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body().asText())
                .contains("You are known to Example Staff, but none of your groups may use Contraflow");
        assertNobody(browser);
        assertThat(audited("sso:anna-warehouse", "login").path("result").asText())
                .isEqualTo("REFUSED");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatTheProviderMustNotSayIsNotBelieved(Lie lie) {
        PROVIDER.tells(lie);
        String to = to(login(browser, "returns-admin"));
        assertThat(to).isEqualTo("/login?refused=answer");
        assertThat(browser.page(to)).contains("came to nothing");
        assertNobody(browser);
    }

    @Test
    void anAnswerThatTheBrowserDidNotAskForIsRefused() {
        URI back = PROVIDER.loginAs("returns-admin", to(begin(browser)));
        Browser victim = new Browser(PLACE.address());
        assertThat(to(victim.get(path(back, callback(PLACE))))).isEqualTo("/login?refused=answer");
        assertNobody(victim);
        assertThat(to(browser.get(path(back, callback(PLACE)).replaceAll("state=[^&]+", "state=another"))))
                .isEqualTo("/login?refused=answer");
        assertNobody(browser);
    }

    @Test
    void anAnswerIsGoodForOneLogin() {
        URI back = PROVIDER.loginAs("returns-act", to(begin(browser)));
        assertThat(to(browser.get(path(back, callback(PLACE))))).isEqualTo("/console");
        assertThat(to(browser.get(path(back, callback(PLACE))))).isEqualTo("/login?refused=answer");
        assertThat(browser.get("/console").status()).as("who is in stays in").isEqualTo(200);
        assertThat(to(browser.get("/login/oauth2/code/openid?error=access_denied%0d%0aSet-Cookie:x&state=x")))
                .isEqualTo("/login?refused=answer");
    }

    @Test
    void theRequestCarriesStateNonceAndProofAndNoHostThatACallerClaims() {
        String asked = browser.send("GET", "/oauth2/authorization/openid", null, "X-Forwarded-Host", "evil.example")
                .headers()
                .get("location")
                .get(0);
        assertThat(asked)
                .startsWith(OpenIdServer.issuer(PROVIDER_PORT))
                .contains("state=", "nonce=", "code_challenge_method=S256", "code_challenge=")
                .doesNotContain("evil.example");
    }

    @Test
    void aSessionThatWasKnownBeforeTheLoginIsWorthNothingAfterIt() {
        String begun = to(begin(browser));
        String planted = browser.cookie("JSESSIONID");
        browser.get(path(PROVIDER.loginAs("returns-admin", begun), callback(PLACE)));
        assertThat(browser.cookie("JSESSIONID")).isNotEqualTo(planted);
        Browser attacker = new Browser(PLACE.address());
        attacker.takeCookie("JSESSIONID", planted);
        assertNobody(attacker);
    }

    @Test
    void thePageThatSomebodyWantedIsShownAfterTheLogin() {
        browser.get("/console/policies");
        assertThat(to(login(browser, "returns-look"))).endsWith("/console/policies?continue");
    }

    @Test
    void theLogoutEndsTheSessionAndForgedRequestsAreRefused() {
        login(browser, "returns-act");
        assertThat(browser.send("POST", "/logout", null).status()).isEqualTo(403);
        assertThat(browser.submit("/console", "/logout", Map.of()).status()).isIn(204, 302);
        assertNobody(browser);
        assertThat(audited("sso:anna-returns-act", "logout").path("result").asText())
                .isEqualTo("DONE");
    }

    @Test
    void peopleOfOursLogInAsBeforeAndNobodyOfTheProviderHasAPasswordHere() {
        Browser ours = new Browser(PLACE.address());
        assertThat(to(ours.login("lead", "sandbox"))).isEqualTo("/console");
        login(browser, "returns-act");
        assertThat(browser.page("/console/me"))
                .contains("your password is changed there")
                .doesNotContain("name=\"old\"");
        assertThat(new Web(PLACE.address(), "sso:anna-returns-act:x")
                        .send("GET", "/api/returns", null)
                        .status())
                .isEqualTo(401);
    }

    static Web.Answer login(Browser browser, OpenIdServer provider, String group, String callback) {
        return browser.get(path(provider.loginAs(group, to(begin(browser))), callback));
    }

    private static Web.Answer login(Browser browser, String group) {
        return login(browser, PROVIDER, group, callback(PLACE));
    }

    /** What the button leads to. */
    static Web.Answer begin(Browser browser) {
        return browser.get("/oauth2/authorization/openid");
    }

    static String to(Web.Answer answer) {
        assertThat(answer.headers()).as("%s", answer).containsKey("location");
        return answer.headers().get("location").get(0);
    }

    /** Where the provider sends back to, without the host. */
    static String path(URI back, String callback) {
        assertThat(back.toString()).startsWith(callback).contains("code=");
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    static void assertNobody(Browser browser) {
        assertThat(to(browser.get("/console"))).endsWith("/login");
    }

    private static JsonNode audited(String actor, String action) {
        JsonNode entries = new Web(PLACE.address(), "admin:sandbox").get("/api/audit?actor=" + actor);
        for (JsonNode entry : entries.path("items")) {
            if (entry.path("action").asText().equals(action)) {
                return entry;
            }
        }
        throw new AssertionError("no " + action + " of " + actor + " in " + entries);
    }
}
