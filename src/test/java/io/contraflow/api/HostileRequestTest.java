package io.contraflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.story.RunningTest;
import io.contraflow.story.Web;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every address of the API, whichever there are, with nonsense in its path, its parameters and its body: an answer that
 * says what is wrong, never a failure of ours.
 */
class HostileRequestTest extends RunningTest {
    private static final List<String> NAUGHTY = List.of(
            "undefined",
            "-1",
            "0",
            "1e999999",
            "9".repeat(400),
            "99999999999999999999",
            "null",
            "' or '1'='1",
            "'; drop table returns; --",
            "../../../../etc/passwd",
            "${jndi:ldap://127.0.0.1/a}",
            "#{T(java.lang.Runtime).getRuntime().exit(1)}",
            "%",
            "_",
            "\u0000",
            "a\r\nSet-Cookie: x=y",
            "\uD83D\uDC68\u200D\uD83D\uDC69",
            "y".repeat(3000),
            UUID.randomUUID().toString());
    private static final List<String> BODIES = List.of(
            "",
            "{",
            "null",
            "[]",
            "\"text\"",
            "1e999999999",
            "{}",
            "{\"reason\":null}",
            "{\"reason\":[]}",
            "{\"reason\":{\"a\":1},\"assignee\":[1],\"action\":{},\"values\":3,\"ids\":[1,null,\"x\"],\"cause\":{}}",
            "{\"reason\":\"" + "x".repeat(100_000) + "\"}",
            "{\"reason\":\"\\u0000\",\"assignee\":\"\\u0000\"}",
            "{\"action\":\"EXPLODE\",\"kind\":\"NONE\"}",
            "{\"values\":{\"/a\":null,\"\":1,\"no pointer\":2}}",
            "{\"lines\":[{\"quantity\":99999999999999999999}],\"order\":{\"id\":7}}",
            "[".repeat(5_000) + "]".repeat(5_000),
            "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
            "\uFEFF{}",
            "<xml/>");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping addresses;

    @Test
    void noRequestOfAnyFormMakesUsFailOrStopsTheNextOne() {
        Random random = new Random(20261126);
        List<String> failures = new ArrayList<>();
        int sent = 0;
        for (Map.Entry<RequestMappingInfo, HandlerMethod> address :
                addresses.getHandlerMethods().entrySet()) {
            if (!address.getValue().getBeanType().getName().startsWith("io.contraflow")) {
                continue;
            }
            for (String[] request : requests(address.getKey(), address.getValue(), random)) {
                failureOf(request).ifPresent(failures::add);
                sent++;
            }
        }
        assertThat(failures).isEmpty();
        assertThat(sent).as("requests").isGreaterThan(300);
        aReturnRunsToItsEnd();
    }

    @Test
    void noWebhookOfAnyFormMakesUsFailOrStopsTheNextOne() {
        Web anybody = new Web(URI.create("http://127.0.0.1:" + PORT), "");
        for (String connector : List.of("shopify", "happy-returns", "gorgias", "netsuite", "nobody", "..%2fshopify")) {
            for (String body : BODIES) {
                for (String method : List.of("POST", "GET", "PUT")) {
                    Web.Answer answer = anybody.send(
                            method,
                            "/webhooks/" + connector,
                            body.getBytes(StandardCharsets.UTF_8),
                            "X-Naughty",
                            "%00");
                    assertThat(answer.status())
                            .as("%s %s %.100s", method, connector, body)
                            .isBetween(400, 499);
                }
            }
        }
        aReturnRunsToItsEnd();
    }

    /** What went wrong and with which request: a failure of ours, or no answer at all. */
    private Optional<String> failureOf(String[] request) {
        String what = request[0] + " " + shortened(request[1]) + " " + shortened(request[2]);
        try {
            Web.Answer answer =
                    contraflow.web().send(request[0], request[1], request[2].getBytes(StandardCharsets.UTF_8));
            boolean deliberate = answer.status() == 503 && answer.headers().containsKey("retry-after");
            return answer.status() >= 500 && !deliberate ? Optional.of(answer.status() + " " + what) : Optional.empty();
        } catch (UncheckedIOException noAnswer) {
            return Optional.of(noAnswer.getMessage() + " " + what);
        }
    }

    private void aReturnRunsToItsEnd() {
        contraflow.awaitStatus(world.play("happy-path", 1), "CLOSED");
    }

    /** Method, path with query, body: each naughty text in each place, each body, and both at once. */
    private static List<String[]> requests(RequestMappingInfo info, HandlerMethod handler, Random random) {
        String method = info.getMethodsCondition().getMethods().stream()
                .findFirst()
                .orElse(RequestMethod.GET)
                .name();
        String path = info.getPatternValues().iterator().next();
        List<String> parameters = Stream.of(handler.getMethodParameters())
                .filter(one -> one.hasParameterAnnotation(RequestParam.class))
                .map(one -> one.getParameter().getName())
                .toList();
        boolean hasBody = Arrays.stream(handler.getMethodParameters())
                .anyMatch(one -> one.hasParameterAnnotation(RequestBody.class));
        List<String[]> requests = new ArrayList<>();
        for (String text : NAUGHTY) {
            if (path.contains("{")) {
                requests.add(new String[] {method, filled(path, encoded(text)), "{}"});
            }
            for (String parameter : parameters) {
                requests.add(new String[] {method, filled(path, "x") + "?" + parameter + "=" + encoded(text), ""});
            }
        }
        for (String body : hasBody ? BODIES : List.<String>of()) {
            String naughty = NAUGHTY.get(random.nextInt(NAUGHTY.size()));
            requests.add(new String[] {method, filled(path, UUID.randomUUID().toString()), body});
            requests.add(new String[] {method, filled(path, encoded(naughty)), body});
        }
        requests.add(new String[] {method, filled(path, "x"), ""});
        return requests;
    }

    private static String filled(String path, String value) {
        return path.replaceAll("\\{[^}]+}", java.util.regex.Matcher.quoteReplacement(value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String shortened(String text) {
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }
}
