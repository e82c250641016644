package io.contraflow.connector.happyreturns;

import io.contraflow.connector.Answer;
import io.contraflow.connector.Statuses;
import io.contraflow.journal.DeliveryFailed;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Tells a good answer of Happy Returns from a refusal. */
@Component("happyReturnsAnswers")
class HappyReturnsAnswers {
    /** How long to wait stands in prose: "... leaky bucket size X". */
    private static final Pattern BUCKET = Pattern.compile("bucket size (\\d+)");

    private final Statuses statuses;

    HappyReturnsAnswers(Statuses statuses) {
        this.statuses = statuses;
    }

    /**
     * The answer, if it is a good one; {@code 204} is good and means that nothing was found.
     *
     * @throws DeliveryFailed for every other
     */
    public Map<String, Object> good(@Body Map<String, Object> document) {
        Answer answer = Answer.of(document);
        if (answer.isSuccess()) {
            return document;
        }
        String said = said(answer);
        if (answer.status() == 429) {
            Matcher bucket = BUCKET.matcher(said);
            throw statuses.throttled(answer.header("retry-after").orElse(bucket.find() ? bucket.group(1) : "2"));
        }
        throw statuses.of(answer.status(), said, true);
    }

    private static String said(Answer answer) {
        for (String key : new String[] {"ErrorMessage", "message", "error"}) {
            if (!answer.text(key).isEmpty()) {
                return answer.text(key);
            }
        }
        return "";
    }
}
