package io.contraflow.command;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.contraflow.flow.MoneyJson;
import io.contraflow.flow.RiskSignals;
import io.contraflow.model.Return;
import io.contraflow.policy.Case;
import io.contraflow.policy.History;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Returns from a file: one after the other or as an array, each as {@code GET /api/returns/{id}} answers it or only its
 * {@code details}. What a customer did before is what the file says.
 */
final class PastReturns {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int FIRST_LINE = 1;

    private final Path file;
    private final ObjectMapper json = mapper();
    private final List<Return> returns = new ArrayList<>();

    private PastReturns(Path file) {
        this.file = file;
    }

    /** Reads and writes returns as the API does. */
    static ObjectMapper mapper() {
        return JsonMapper.builder()
                .findAndAddModules()
                .addModule(MoneyJson.module())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
    }

    /** @throws CannotDo if there is no such file, or one of its records is no return; names its line */
    static PastReturns read(Path file) {
        PastReturns past = new PastReturns(file);
        try (JsonParser in = past.json.createParser(file.toFile())) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    past.add(in);
                } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                    throw past.refused(in.currentTokenLocation().getLineNr(), "here should be a return");
                }
            }
        } catch (JsonProcessingException broken) {
            throw past.refused(
                    broken.getLocation() == null
                            ? FIRST_LINE
                            : broken.getLocation().getLineNr(),
                    "this is not JSON: " + broken.getOriginalMessage());
        } catch (IOException e) {
            throw new CannotDo(file + " cannot be read: " + e.getMessage());
        }
        past.returns.sort(Comparator.comparing(Return::createdAt).thenComparing(Return::id));
        return past;
    }

    private void add(JsonParser in) throws IOException {
        int line = in.currentTokenLocation().getLineNr();
        JsonNode record = json.readTree(in);
        JsonNode details = record.has("details") ? record.get("details") : record;
        for (String needed : List.of("id", "number", "channel", "order", "lines", "createdAt", "facts", "milestones")) {
            if (!details.hasNonNull(needed)) {
                throw refused(line, "the field " + needed + " is missing; give what GET /api/returns/{id} answers");
            }
        }
        try {
            returns.add(json.treeToValue(details, Return.class));
        } catch (JsonMappingException e) {
            // Its own words would repeat values of the record.
            throw refused(
                    line,
                    "the field "
                            + e.getPath().stream()
                                    .map(step -> step.getFieldName() == null
                                            ? "[" + step.getIndex() + "]"
                                            : step.getFieldName())
                                    .collect(Collectors.joining("."))
                            + " has a value that cannot be read");
        }
    }

    private CannotDo refused(int line, String why) {
        return new CannotDo(file + ":" + line + ": " + why);
    }

    /** A return with its number. */
    record Numbered(String number, Case asked) {}

    /** What a channel of the settings is. */
    interface Zones {
        /** Time zone of the channel. */
        ZoneId of(String channel);
    }

    /** All returns, oldest first. */
    List<Numbered> cases(Zones zones) {
        Map<String, List<Return>> known = new HashMap<>();
        List<Numbered> cases = new ArrayList<>();
        for (Return one : returns) {
            String email = one.order().customer().email().toLowerCase(Locale.ROOT);
            List<Return> before = known.computeIfAbsent(email, any -> new ArrayList<>());
            History history = email.isBlank() ? history(List.of(), one) : history(before, one);
            before.add(one);
            cases.add(new Numbered(one.number(), Case.of(one, history, zones.of(one.channel()))));
        }
        return cases;
    }

    private static History history(List<Return> before, Return now) {
        return new History(
                before.size(),
                (int) before.stream()
                        .filter(one -> !one.createdAt().isBefore(now.createdAt().minus(YEAR)))
                        .count(),
                before.stream().mapToInt(RiskSignals::worn).sum(),
                before.stream().mapToInt(RiskSignals::wrongGoods).sum());
    }
}
