package io.contraflow.sandbox.netsuite;

import io.contraflow.sandbox.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that NetSuite declines, with the body it would answer. */
final class Refused extends RuntimeException {

    private static final String PROTOCOL = "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4";

    private final int status;
    private final String code;
    private final @Nullable String whereKind;
    private final @Nullable String where;

    private Refused(int status, String code, String detail, @Nullable String whereKind, @Nullable String where) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.whereKind = whereKind;
        this.where = where;
    }

    static Refused content(String path, String detail) {
        return new Refused(400, "INVALID_CONTENT", detail, "o:errorPath", path);
    }

    static Refused content(String detail) {
        return new Refused(400, "INVALID_CONTENT", detail, null, null);
    }

    static Refused rule(String detail) {
        return new Refused(400, "USER_ERROR", "Error while accessing a resource. " + detail, null, null);
    }

    static Refused parameter(String name, String detail) {
        return new Refused(400, "INVALID_PARAMETER", detail, "o:errorQueryParam", name);
    }

    static Refused header(String name, String detail) {
        return new Refused(400, "INVALID_HEADER", detail, "o:errorHeader", name);
    }

    static Refused missing(String detail) {
        return new Refused(404, "NONEXISTENT_ID", detail, null, null);
    }

    static Refused url(int status, String detail, String url) {
        return new Refused(status, "INVALID_REQUEST", detail, "o:errorUrl", url);
    }

    static Refused login(String detail) {
        return new Refused(401, "INVALID_LOGIN", detail, null, null);
    }

    String code() {
        return code;
    }

    Answer answer() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("detail", String.valueOf(getMessage()));
        if (whereKind != null && where != null) {
            detail.put(whereKind, where);
        }
        detail.put("o:errorCode", code);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", PROTOCOL + (status == 401 ? ".2" : status == 404 ? ".5" : ".1"));
        body.put("title", status == 401 ? "Unauthorized" : status == 404 ? "Not Found" : "Bad Request");
        body.put("status", status);
        body.put("o:errorDetails", List.of(detail));
        return typed(Answer.json(status, body));
    }

    /** What the account answers when more calls run at once than it is licensed for. */
    static Answer tooManyAtOnce() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4");
        body.put("title", "Bad Request");
        body.put("status", 429);
        body.put("o:errorCode", "USER_ERROR");
        body.put(
                "o:errorDetails",
                List.of(Map.of(
                        "detail",
                        "Concurrent request limit exceeded. Request blocked.",
                        "o:errorCode",
                        "CONCURRENCY_LIMIT_EXCEEDED")));
        return typed(Answer.json(429, body));
    }

    private static Answer typed(Answer answer) {
        return answer.header("Content-Type", "application/vnd.oracle.resource+json; type=error; charset=UTF-8");
    }
}
