package io.contraflow.system;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Tells the audit trail the {@code reason} in a body that is read, and the {@code id} or {@code name} of what an answer made. */
@ControllerAdvice
class AuditedBodies extends RequestBodyAdviceAdapter implements ResponseBodyAdvice<Object> {
    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    /** A body can be the word null. */
    @Override
    public @Nullable Object afterBodyRead(
            @Nullable Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        if (body != null) {
            field(body, "reason").ifPresent(reason -> leave(AuditedRequests.REASON, reason));
        }
        return body;
    }

    @Override
    public boolean supports(MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter answer,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body != null) {
            field(body, "id").or(() -> field(body, "name")).ifPresent(made -> leave(AuditedRequests.SUBJECT, made));
        }
        return body;
    }

    private static Optional<String> field(Object body, String name) {
        return Arrays.stream(Optional.ofNullable(body.getClass().getRecordComponents())
                        .orElse(new RecordComponent[0]))
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .map(component -> value(body, component));
    }

    private static @Nullable String value(Object body, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(body);
            return value == null ? null : value.toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a component of a record cannot be read", e);
        }
    }

    private static void leave(String attribute, String text) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(attribute, text, RequestAttributes.SCOPE_REQUEST);
        }
    }
}
