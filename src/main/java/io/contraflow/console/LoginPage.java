package io.contraflow.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way in: with a password of ours, at the OpenID provider, or both. */
@Controller
class LoginPage {
    private final boolean local;
    private final boolean openId;
    private final String provider;

    LoginPage(
            @Value("${contraflow.login.local}") boolean local,
            @Value("${contraflow.login.openid.issuer}") String issuer,
            @Value("${contraflow.login.openid.name}") String provider) {
        this.local = local;
        this.openId = !issuer.isBlank();
        this.provider = provider;
    }

    /** @param refused why the provider's word did not do, as {@code group}, {@code away} or {@code answer} */
    @GetMapping("/login")
    String login(@RequestParam(required = false) @Nullable String refused, Model model, HttpServletResponse response) {
        Map<String, String> why = Map.of(
                "group",
                "You are known to " + provider
                        + ", but none of your groups may use Contraflow. Ask for one there, or ask an"
                        + " administrator of Contraflow.",
                "away",
                provider + " cannot be reached now. Try again in a moment.",
                "answer",
                "The login at " + provider
                        + " came to nothing. Try again; an administrator finds the reason in the log.");
        if (openId && refused != null && why.containsKey(refused)) {
            model.addAttribute("why", why.get(refused));
            response.setStatus(
                    refused.equals("away")
                            ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                            : HttpServletResponse.SC_FORBIDDEN);
        }
        model.addAttribute("local", local);
        model.addAttribute("openId", openId);
        model.addAttribute("provider", provider);
        return "console/login";
    }
}
