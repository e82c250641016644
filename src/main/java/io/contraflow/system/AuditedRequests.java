package io.contraflow.system;

import io.contraflow.audit.AuditEntry.Result;
import io.contraflow.audit.AuditTrail;
import io.contraflow.audit.Deed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Writes each request that changes something into the audit trail, whichever there are: before it begins, so that without
 * the trail nothing is done, and with its result when it has ended.
 */
@Component
class AuditedRequests implements HandlerInterceptor, WebMvcConfigurer {
    /** Request attributes in which the body's reason and the answer's id are left. */
    static final String REASON = AuditedRequests.class.getName() + ".reason";

    static final String SUBJECT = AuditedRequests.class.getName() + ".subject";
    private static final String BEGUN = AuditedRequests.class.getName() + ".begun";
    private static final Logger LOG = LoggerFactory.getLogger(AuditedRequests.class);
    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private final AuditTrail trail;

    AuditedRequests(AuditTrail trail) {
        this.trail = trail;
    }

    private record Begun(long nr, Deed deed) {}

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**", "/console/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!LOOKING.contains(request.getMethod()) && request.getUserPrincipal() instanceof Authentication who) {
            String pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            Deed deed = new Deed(
                    who.getName(),
                    Roles.of(who),
                    way(request),
                    action(request.getMethod(), pattern),
                    subject(request),
                    Objects.requireNonNullElse(request.getParameter("reason"), ""));
            request.setAttribute(BEGUN, new Begun(trail.begin(deed), deed));
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(BEGUN) instanceof Begun begun) {
            request.removeAttribute(BEGUN);
            Deed deed = begun.deed()
                    .about(
                            learnt(request, SUBJECT, begun.deed().subject()),
                            learnt(request, REASON, begun.deed().reason()));
            try {
                trail.end(begun.nr(), deed, result(request, response, failure));
            } catch (DataAccessException | TransactionException away) {
                // It was done; the trail will say that its end is not known.
                LOG.warn("the result of {} could not be written into the audit trail", deed.action());
            }
        }
    }

    /** {@code POST /api/returns/{id}/approve} is {@code returns/approve}, {@code POST /api/returns} {@code returns/create}. */
    static String action(String method, String pattern) {
        List<String> steps = Arrays.stream(pattern.split("/")).skip(2).toList();
        String words = steps.stream().filter(step -> !step.startsWith("{")).collect(Collectors.joining("/"));
        boolean verbless = steps.size() == 1 || steps.get(steps.size() - 1).startsWith("{");
        String verb =
                switch (method) {
                    case "PUT", "PATCH" -> "/change";
                    case "DELETE" -> "/remove";
                    default -> verbless ? "/create" : "";
                };
        return words + verb;
    }

    static String way(HttpServletRequest request) {
        String program = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
        if (!request.getServletPath().startsWith("/api/")) {
            return "console";
        }
        return program.startsWith("contraflow-command") ? "command" : "api";
    }

    private static String subject(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? variables.values().stream().map(String::valueOf).collect(Collectors.joining(" "))
                : "";
    }

    private static String learnt(HttpServletRequest request, String attribute, String known) {
        return known.isEmpty() && request.getAttribute(attribute) instanceof String text ? text : known;
    }

    /** Pages answer a refusal with a sentence on the next page. */
    private static Result result(
            HttpServletRequest request, HttpServletResponse response, @Nullable Exception failure) {
        if (failure != null || response.getStatus() >= 500) {
            return Result.FAILED;
        }
        boolean refused = response.getStatus() >= 400
                || RequestContextUtils.getOutputFlashMap(request).containsKey("refused");
        return refused ? Result.REFUSED : Result.DONE;
    }
}
