package io.contraflow.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Browser;
import io.contraflow.story.RunningTest;
import io.contraflow.story.Web;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People and programs that an administrator lets in, and what ends that. */
class AccessTest extends RunningTest {
    private static final String PASSWORD = "correct horse battery";
    private final URI address = URI.create("http://127.0.0.1:" + PORT);

    @Autowired
    private JdbcClient db;

    private Web.Answer admin(String path, Object body) {
        return contraflow.web().send("POST", path, body);
    }

    private void person(String name, String role) {
        assertThat(admin("/api/users", Map.of("name", name, "role", role, "password", PASSWORD))
                        .status())
                .isEqualTo(201);
    }

    private int asProgram(String login, String method, String path) {
        return new Web(address, login).send(method, path, null).status();
    }

    private int withToken(String secret, String method, String path) {
        return new Web(address, "")
                .send(method, path, null, "Authorization", "Bearer " + secret)
                .status();
    }

    @Test
    void whoIsAddedLogsInByFormAndAsAProgramInTheRoleThatWasGiven() {
        person("vera", "viewer");
        assertThat(asProgram("vera:" + PASSWORD, "GET", "/api/returns")).isEqualTo(200);
        assertThat(asProgram("vera:" + PASSWORD, "POST", "/api/connectors/x/resume"))
                .isEqualTo(403);
        Browser vera = new Browser(address);
        vera.login("vera", PASSWORD);
        assertThat(vera.get("/console/returns").status()).isEqualTo(200);
        assertThat(vera.get("/console/users").status()).isEqualTo(403);
        assertThat(contraflow.web().get("/api/users").toString())
                .contains("\"vera\"")
                .doesNotContain("bcrypt")
                .doesNotContain(PASSWORD);
        assertThat(db.sql("select password from account where name = 'vera'")
                        .query(String.class)
                        .single())
                .startsWith("{bcrypt}");
    }

    @Test
    void whoIsDisabledOrGetsAnotherRoleIsLoggedOutWithTheNextClick() {
        person("otto", "operator");
        Browser otto = new Browser(address);
        otto.login("otto", PASSWORD);
        assertThat(otto.get("/console").status()).isEqualTo(200);
        admin("/api/users/otto/role", Map.of("role", "viewer"));
        assertThat(otto.get("/console").status()).isEqualTo(302);
        otto.login("otto", PASSWORD);
        assertThat(otto.get("/console").status()).isEqualTo(200);
        admin("/api/users/otto/disable", null);
        assertThat(otto.get("/console").status()).isEqualTo(302);
        assertThat(asProgram("otto:" + PASSWORD, "GET", "/api/returns")).isEqualTo(401);
        admin("/api/users/otto/enable", null);
        assertThat(asProgram("otto:" + PASSWORD, "GET", "/api/returns")).isEqualTo(200);
    }

    @Test
    void theOwnPasswordIsChangedOnlyWithTheOneOfNow() {
        person("pia", "viewer");
        Browser pia = new Browser(address);
        pia.login("pia", PASSWORD);
        pia.submit("/console/me", "/console/me/password", Map.of("old", "guessed", "password", "another long one"));
        assertThat(pia.page("/console/me")).contains("not the password of now");
        pia.submit("/console/me", "/console/me/password", Map.of("old", PASSWORD, "password", "another long one"));
        assertThat(pia.get("/console/me").status()).as("a session from before").isEqualTo(302);
        assertThat(asProgram("pia:" + PASSWORD, "GET", "/api/returns")).isEqualTo(401);
        assertThat(asProgram("pia:another long one", "GET", "/api/returns")).isEqualTo(200);
    }

    @Test
    void weakPasswordsAndBadOrTakenNamesAreRefusedWithTheirField() {
        person("max", "viewer");
        for (Map<String, String> bad : List.of(
                Map.of("name", "max", "role", "viewer", "password", PASSWORD),
                Map.of("name", "admin", "role", "viewer", "password", PASSWORD),
                Map.of("name", "Not A Name", "role", "viewer", "password", PASSWORD),
                Map.of("name", "new", "role", "root", "password", PASSWORD),
                Map.of("name", "new", "role", "viewer", "password", "too short"),
                Map.of("name", "newest", "role", "viewer", "password", "newest-is-my-name"),
                Map.of("name", "new", "role", "viewer", "password", "x".repeat(73)))) {
            Web.Answer answer = admin("/api/users", bad);
            assertThat(answer.status()).as("%s", bad).isEqualTo(400);
            assertThat(answer.body().path("detail").asText()).containsAnyOf("name", "role", "password");
        }
        assertThat(admin("/api/users/admin/disable", null).status())
                .as("those of the settings")
                .isEqualTo(400);
    }

    @Test
    void whoIsUnknownOrDisabledGetsTheAnswerToAWrongPassword() {
        person("nina", "viewer");
        admin("/api/users/nina/disable", null);
        for (String login : List.of("nina:" + PASSWORD, "nobody-of-this-name:" + PASSWORD, "lead:wrong")) {
            Web.Answer answer = new Web(address, login).send("GET", "/api/returns", null);
            assertThat(answer.status()).as(login).isEqualTo(401);
            assertThat(answer.body().path("detail").asText())
                    .as(login)
                    .isEqualTo("log in, or send a token that is still good");
            Browser browser = new Browser(address);
            assertThat(browser.login(login.split(":")[0], login.split(":")[1])
                            .headers()
                            .get("location")
                            .toString())
                    .endsWith("/login?error]");
        }
    }

    @Test
    void aTokenOpensTheApiInItsRoleIsShownOnceAndEndsWhenItIsRevokedOrTooOld() {
        JsonNode made = admin("/api/tokens", Map.of("name", "import", "role", "viewer", "days", 30))
                .body();
        String secret = made.path("secret").asText();
        assertThat(withToken(secret, "GET", "/api/returns")).isEqualTo(200);
        assertThat(withToken(secret, "POST", "/api/connectors/x/resume")).isEqualTo(403);
        assertThat(withToken(secret + "x", "GET", "/api/returns")).isEqualTo(401);
        assertThat(withToken(secret, "GET", "/console/returns")).as("pages").isEqualTo(302);
        String listed = contraflow.web().get("/api/tokens").toString();
        assertThat(listed).contains("\"import\"", "lastUsedAt").doesNotContain(secret);
        assertThat(db.sql("select hash from api_token").query(String.class).list())
                .doesNotContain(secret);

        db.sql("update api_token set expires_at = created_at where name = 'import'")
                .update();
        assertThat(withToken(secret, "GET", "/api/returns")).isEqualTo(401);

        JsonNode second = admin("/api/tokens", Map.of("name", "second", "role", "operator", "days", 1))
                .body();
        assertThat(withToken(second.path("secret").asText(), "POST", "/api/connectors/gorgias/resume"))
                .isEqualTo(200);
        assertThat(contraflow
                        .web()
                        .get("/api/audit?actor=token:second")
                        .path("items")
                        .path(0)
                        .path("action")
                        .asText())
                .isEqualTo("connectors/resume");
        admin("/api/tokens/" + second.path("id").asText() + "/revoke", null);
        assertThat(withToken(second.path("secret").asText(), "GET", "/api/returns"))
                .isEqualTo(401);
    }

    @Test
    void aTokenMakesNoUsersAndNoTokensWhateverItsRole() {
        String secret = admin("/api/tokens", Map.of("name", "root", "role", "admin", "days", 1))
                .body()
                .path("secret")
                .asText();
        assertThat(withToken(secret, "GET", "/api/audit")).isEqualTo(200);
        for (String path : List.of("/api/users", "/api/tokens", "/api/users/vera/role")) {
            assertThat(withToken(secret, "POST", path)).as(path).isEqualTo(403);
        }
        assertThat(withToken(secret, "GET", "/api/tokens")).isEqualTo(403);
    }

    @Test
    void theTokenStandsOnThePageOnlyOnce() {
        Browser admin = new Browser(address);
        admin.login("admin", "sandbox");
        admin.submit(
                "/console/users", "/console/users/tokens", Map.of("name", "by-page", "role", "viewer", "days", "7"));
        assertThat(admin.page("/console/users")).contains("by-page", "cfl_");
        assertThat(admin.page("/console/users")).contains("by-page").doesNotContain("cfl_");
    }
}
