package io.contraflow.system;

import io.contraflow.flow.DocumentSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds files before anything reads them: only the addresses that take one get one, and none that is longer than allowed.
 * The server looks for a form's token in whatever is sent, before anybody asks who sent it; so a body that is too long would
 * be refused as forged, and one of somebody unknown would be received.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class UploadLimit extends OncePerRequestFilter {
    /** What is sent beside the file: other fields, their names, and what divides them. */
    private static final int BESIDES = 64 * 1024;

    private static final Pattern TAKES_FILES = Pattern.compile("/(api|console)/returns/[^/]+/documents");
    private final DocumentSettings settings;

    UploadLimit(DocumentSettings settings) {
        this.settings = settings;
    }

    /** How the server takes such requests apart; large ones go to its temporary folder until they are answered. */
    static MultipartConfigElement parts(DocumentSettings settings) {
        long most = settings.maxSize().toBytes() + BESIDES;
        return new MultipartConfigElement("", most, most, BESIDES);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null
                || !type.toLowerCase(Locale.ROOT).startsWith("multipart/")
                || request.getServletPath().startsWith("/webhooks/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!TAKES_FILES.matcher(request.getServletPath()).matches()) {
            RefusedAsProblem.write(response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "this address takes no files");
        } else if (!mayBeKnown(request)) {
            askForLogin(request, response);
        } else if (request.getContentLengthLong() < 0) {
            RefusedAsProblem.write(
                    response, HttpStatus.LENGTH_REQUIRED, "say with Content-Length how long the request is");
        } else if (request.getContentLengthLong() > settings.maxSize().toBytes() + BESIDES) {
            RefusedAsProblem.write(response, HttpStatus.PAYLOAD_TOO_LARGE, settings.tooLarge());
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Programs are asked for their login before what they send is read; people have logged in before. */
    private static boolean mayBeKnown(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        boolean isLoggedIn = session != null
                && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) != null;
        return isLoggedIn || (isApi(request) && request.getHeader("Authorization") != null);
    }

    private static void askForLogin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isApi(request)) {
            RefusedAsProblem.write(response, HttpStatus.UNAUTHORIZED, RefusedAsProblem.LOG_IN);
        } else {
            response.sendRedirect("/login");
        }
    }

    private static boolean isApi(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/");
    }
}
