package io.contraflow.connector.gorgias;

import io.contraflow.connector.Answer;
import io.contraflow.connector.Statuses;
import io.contraflow.journal.DeliveryFailed;
import java.util.Map;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Tells a good answer of Gorgias from a refusal. */
@Component("gorgiasAnswers")
class GorgiasAnswers {
    private final Statuses statuses;

    GorgiasAnswers(Statuses statuses) {
        this.statuses = statuses;
    }

    /**
     * The answer, if it is a good one.
     *
     * @throws DeliveryFailed for every other
     */
    public Map<String, Object> good(@Body Map<String, Object> document) {
        Answer answer = Answer.of(document);
        if (answer.isSuccess()) {
            return document;
        }
        if (answer.status() == 429) {
            throw statuses.throttled(answer.header("retry-after").orElse("1"));
        }
        throw statuses.of(answer.status(), answer.text("error", "msg"), true);
    }
}
