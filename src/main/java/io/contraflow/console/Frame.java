package io.contraflow.console;

import io.contraflow.exception.Exceptions;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page shows: who looks, what they may do, and how much waits for people. */
@ControllerAdvice(basePackageClasses = Frame.class)
class Frame {
    private final Exceptions exceptions;

    Frame(Exceptions exceptions) {
        this.exceptions = exceptions;
    }

    @ModelAttribute("person")
    String person(@Nullable Authentication who) {
        return who == null ? "" : who.getName();
    }

    @ModelAttribute("mayAct")
    boolean mayAct(HttpServletRequest request) {
        return request.isUserInRole("operator") || request.isUserInRole("admin");
    }

    @ModelAttribute("mayAdminister")
    boolean mayAdminister(HttpServletRequest request) {
        return request.isUserInRole("admin");
    }

    @ModelAttribute("waiting")
    long waiting(@Nullable Authentication who) {
        return who == null ? 0 : exceptions.countOpen();
    }
}
