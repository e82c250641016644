package io.contraflow.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contraflow.connector.Connectors.Connector;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordLinksTest {
    private static final String ADMIN = "https://admin.example/store/ours";
    private static final String ORDER = "gid://shopify/Order/1042";

    @ParameterizedTest
    @CsvSource({
        "{admin}/tickets/{id}, 7, https://admin.example/store/ours/tickets/7",
        "{admin}/app/rtnauth.nl?id={id}, 7, https://admin.example/store/ours/app/rtnauth.nl?id=7",
        "{admin}/returns/{tail}, gid://shopify/Return/7, https://admin.example/store/ours/returns/7",
        "{admin}/returns/{tail}, gid://shopify/Return/7?key=x, https://admin.example/store/ours/returns/7",
        "{admin}/returns/{tail}, 7, https://admin.example/store/ours/returns/7",
        "{admin}/orders/{order.tail}#{id}, 7, https://admin.example/store/ours/orders/1042#7",
        "{admin}, 7, https://admin.example/store/ours",
        "https://elsewhere.example:8443/{id}, 7, https://elsewhere.example:8443/7"
    })
    void aRecordIsFoundByThePatternOfItsKind(String pattern, String id, String address) {
        assertThat(link(pattern, id)).contains(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "//evil.example/x",
                "https://evil.example/",
                "../../../logout",
                "..\\..\\logout",
                "7\" onclick=\"alert(1)",
                "'><script>alert(1)</script>",
                "7?next=https://evil.example#x",
                "7&id=8",
                "@evil.example",
                "7\r\nLocation: https://evil.example",
                "%2e%2e%2f",
                "{admin}",
                "$1\\",
                "ü €"
            })
    void aForeignIdNeverLeavesItsPlace(String id) {
        assertThat(link("{admin}/tickets/{id}", id)).hasValueSatisfying(address -> {
            assertThat(address.toString()).matches("https://admin\\.example/store/ours/tickets/[A-Za-z0-9%._*-]+");
            assertThat(address.getPath()).isEqualTo("/store/ours/tickets/" + id);
        });
        assertThat(link("{admin}/t.nl?id={id}&x=1", id))
                .hasValueSatisfying(address -> assertThat(address.getQuery()).isEqualTo("id=" + id + "&x=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", " ", "gid://shopify/Return/..", "gid://shopify/Return/"})
    void anIdThatWouldClimbOrIsNoneGetsNoLink(String id) {
        assertThat(link("{admin}/returns/{tail}", id)).isEmpty();
        assertThat(link("{admin}/{tail}/edit", id)).isEmpty();
        assertThat(link("{admin}/returns/{tail}", "7".repeat(501))).isEmpty();
    }

    @Test
    void withoutAPatternOrAnAddressOfTheSystemThereIsNoLink() {
        assertThat(link("", "7")).isEmpty();
        assertThat(links("{admin}/{id}", ADMIN).link("desk", "something-else", "7", ORDER))
                .isEmpty();
        assertThat(links("{admin}/{id}", ADMIN).link("nobody", "ticket", "7", ORDER))
                .isEmpty();
        assertThat(links("{admin}/{id}", null).link("desk", "ticket", "7", ORDER))
                .isEmpty();
        assertThat(links("{admin}/{id}", "").link("desk", "ticket", "7", ORDER)).isEmpty();
        assertThat(links("https://elsewhere.example/{id}", null).link("desk", "ticket", "7", ORDER))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert({id})",
                "data:text/html,{id}",
                "/tickets/{id}",
                "//admin.example/{id}",
                "ftp://admin.example/{id}",
                "https://{id}/x",
                "https://{id}.example/x",
                "https://admin.example{id}",
                "https://user:word@admin.example/{id}",
                "{admin}{id}",
                "{admin}.evil.example/{id}",
                "{admin}/{number}",
                "{admin}/{admin}",
                "{admin}/{id",
                "{admin}/id}",
                "{admin}/a b",
                "{admin}/\"{id}",
                "{admin}/../{id}",
                "{admin}/%2E%2e/{id}",
                "{admin}/%zz/{id}"
            })
    void aPatternThatIsNoAddressStopsTheStartWithItsFieldAndFile(String pattern) {
        assertThatThrownBy(() -> links(pattern, ADMIN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("contraflow.links.caseboard.ticket", "config/links.yaml", pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "admin.example",
                "https:///x",
                "https://user@admin.example",
                "https://admin.example/?x=1",
                "https://admin.example/#x",
                "https://admin.example/../x"
            })
    void soDoesAnAddressOfTheSystemThatIsNone(String admin) {
        assertThatThrownBy(() -> links("{admin}/{id}", admin))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("contraflow.connectors.desk.admin-url", "config/connectors.yaml", admin);
        assertThatCode(() -> links("{admin}/{id}", ADMIN + "/")).doesNotThrowAnyException();
    }

    private static Optional<URI> link(String pattern, String id) {
        return links(pattern, ADMIN).link("desk", "ticket", id, ORDER);
    }

    private static RecordLinks links(String pattern, @Nullable String admin) {
        Connector desk = new Connector(
                "caseboard", null, admin == null ? null : URI.create(admin), Duration.ofSeconds(1), 4, null, "", "");
        return new RecordLinks(
                new Connectors(Map.of("desk", desk)), new LinkPatterns(Map.of("caseboard", Map.of("ticket", pattern))));
    }
}
