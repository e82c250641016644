package io.contraflow.console;

import io.contraflow.access.Accounts;
import io.contraflow.access.ApiTokens;
import io.contraflow.access.NotPossible;
import io.contraflow.access.Role;
import java.security.Principal;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who may log in, for administrators; and one's own password, for everybody. */
@Controller
class AccessPages {
    private static final String USERS = "redirect:/console/users";
    private final Accounts accounts;
    private final ApiTokens tokens;

    AccessPages(Accounts accounts, ApiTokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    @GetMapping("/console/users")
    String users(Model model) {
        model.addAttribute("accounts", accounts.all());
        model.addAttribute("tokens", tokens.all());
        model.addAttribute("roles", Role.values());
        return "console/users";
    }

    @PostMapping("/console/users")
    String create(
            @RequestParam String name,
            @RequestParam String role,
            @RequestParam String password,
            RedirectAttributes said) {
        return say(
                said,
                USERS,
                () -> accounts.create(name, Role.of(role), password).name() + " can log in now.");
    }

    @PostMapping("/console/users/{name}/role")
    String role(@PathVariable String name, @RequestParam String role, RedirectAttributes said) {
        return say(said, USERS, () -> accounts.changeRole(name, Role.of(role)).name() + " is " + role + " now.");
    }

    @PostMapping("/console/users/{name}/disable")
    String disable(@PathVariable String name, RedirectAttributes said) {
        return say(said, USERS, () -> accounts.enable(name, false).name() + " cannot log in any more.");
    }

    @PostMapping("/console/users/{name}/enable")
    String enable(@PathVariable String name, RedirectAttributes said) {
        return say(said, USERS, () -> accounts.enable(name, true).name() + " can log in again.");
    }

    @PostMapping("/console/users/{name}/password")
    String password(@PathVariable String name, @RequestParam String password, RedirectAttributes said) {
        return say(said, USERS, () -> accounts.setPassword(name, password).name() + " has a new password.");
    }

    @PostMapping("/console/users/tokens")
    String makeToken(
            @RequestParam String name,
            @RequestParam String role,
            @RequestParam int days,
            Principal who,
            RedirectAttributes said) {
        return say(said, USERS, () -> {
            ApiTokens.Made made = tokens.create(name, Role.of(role), days, who.getName());
            said.addFlashAttribute("secret", made.secret());
            return "The token is made. It is shown only now.";
        });
    }

    @PostMapping("/console/users/tokens/{id}/revoke")
    String revoke(@PathVariable UUID id, RedirectAttributes said) {
        return say(said, USERS, () -> tokens.revoke(id).name() + " is revoked.");
    }

    @GetMapping("/console/me")
    String me() {
        return "console/me";
    }

    @PostMapping("/console/me/password")
    String ownPassword(
            @RequestParam String old, @RequestParam String password, Principal who, RedirectAttributes said) {
        return say(said, "redirect:/console/me", () -> {
            accounts.changePassword(who.getName(), old, password);
            return "The password is changed.";
        });
    }

    private static String say(RedirectAttributes said, String next, Supplier<String> action) {
        try {
            said.addFlashAttribute("done", action.get());
        } catch (NotPossible refused) {
            said.addFlashAttribute("refused", String.valueOf(refused.getMessage()));
        }
        return next;
    }
}
