package io.contraflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No library on the class path is of a version that {@code vulnerabilities.csv} knows to be vulnerable. The list is written by hand
 * and needs no network; docs/operations.md says how to ask a service that knows more.
 */
class KnownVulnerabilitiesTest {
    private static final Path LIST = Path.of("src/test/resources/vulnerabilities.csv");
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    /**
     * @param from first version that it is in; empty for the very first
     * @param fixed first version that it is not in any more
     * @param accepted why a version that it is in may be used all the same; empty when it may not
     */
    private record Advisory(String artifact, String from, String fixed, String id, String about, String accepted) {
        boolean concerns(String version) {
            return compare(version, fixed) < 0 && (from.isEmpty() || compare(version, from) >= 0);
        }
    }

    @Test
    void noLibraryIsKnownToBeVulnerableUnlessItIsSaidWhyThatIsNoTroubleHere() throws IOException {
        List<String> libraries = libraries();
        List<String> found = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Advisory one : list()) {
            Optional<String> version = version(libraries, one.artifact());
            boolean concerned = version.isPresent() && one.concerns(version.get());
            if (concerned && one.accepted().isEmpty()) {
                found.add(one.artifact() + " " + version.get() + ": " + one.id() + ", " + one.about() + "; fixed in "
                        + one.fixed());
            }
            if (!concerned && !one.accepted().isEmpty()) {
                without.add(one.id() + " is accepted for " + one.artifact() + ", but does not concern it any more");
            }
        }
        assertThat(found).as("raise the version in pom.xml").isEmpty();
        assertThat(without).isEmpty();
    }

    @Test
    void theListIsWholeAndKnowsTheLibrariesThatTakeWhatStrangersSend() throws IOException {
        List<Advisory> list = list();
        assertThat(list).isNotEmpty().allSatisfy(one -> {
            assertThat(one.artifact()).matches("[a-z0-9.-]+:[a-z0-9.-]+");
            assertThat(one.id()).matches("CVE-\\d{4}-\\d{4,}|GHSA(-[a-z0-9]{4}){3}");
            assertThat(one.about()).as(one.id()).isNotBlank();
            assertThat(one.from().isEmpty() || compare(one.from(), one.fixed()) < 0)
                    .as(one.id())
                    .isTrue();
        });
        assertThat(list).extracting(one -> one.artifact() + one.id()).doesNotHaveDuplicates();
        assertThat(list)
                .extracting(Advisory::artifact)
                .contains(
                        "org.apache.tomcat.embed:tomcat-embed-core",
                        "org.springframework:spring-webmvc",
                        "org.springframework.security:spring-security-web",
                        "com.fasterxml.jackson.core:jackson-core",
                        "org.yaml:snakeyaml",
                        "org.thymeleaf:thymeleaf",
                        "org.apache.camel:camel-support",
                        "org.apache.kafka:kafka-clients",
                        "org.postgresql:postgresql",
                        "com.h2database:h2",
                        "com.nimbusds:nimbus-jose-jwt");
        assertThat(libraries())
                .as("jars of a Maven repository on the class path")
                .hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.9, 10.1.10, -1",
        "2.3.232, 2.2.220, 1",
        "1.1.10.5, 1.1.10.4, 1",
        "4.1.135.Final, 4.1.125.Final, 1",
        "3.1.5.RELEASE, 3.1.5.RELEASE, 0",
        "2.15.0, 2.15, 0"
    })
    void versionsAreComparedByTheirNumbers(String one, String other, int sign) {
        assertThat(Integer.signum(compare(one, other))).isEqualTo(sign);
    }

    private static List<Advisory> list() throws IOException {
        try (CSVParser file = CSVParser.parse(
                Files.newBufferedReader(LIST),
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return file.stream().map(KnownVulnerabilitiesTest::advisory).toList();
        }
    }

    private static Advisory advisory(CSVRecord row) {
        return new Advisory(
                row.get("artifact"),
                row.get("from"),
                row.get("fixed"),
                row.get("advisory"),
                row.get("about"),
                row.get("accepted"));
    }

    private static List<String> libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> path.replace('\\', '/'))
                .filter(path -> path.endsWith(".jar"))
                .toList();
    }

    /** From where the jar lies: {@code …/group/artifact/version/artifact-version.jar}. */
    private static Optional<String> version(List<String> libraries, String artifact) {
        String[] names = artifact.split(":");
        Pattern place = Pattern.compile(".*/" + Pattern.quote(names[0].replace('.', '/')) + "/"
                + Pattern.quote(names[1]) + "/([^/]+)/[^/]+\\.jar");
        return libraries.stream()
                .map(place::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst();
    }

    private static int compare(String one, String other) {
        List<Integer> left = numbers(one);
        List<Integer> right = numbers(other);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int difference = Integer.compare(i < left.size() ? left.get(i) : 0, i < right.size() ? right.get(i) : 0);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static List<Integer> numbers(String version) {
        return NUMBERS.matcher(version)
                .results()
                .map(number -> Integer.valueOf(number.group()))
                .toList();
    }
}
