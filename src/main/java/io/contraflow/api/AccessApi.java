package io.contraflow.api;

import io.contraflow.access.Accounts;
import io.contraflow.access.Accounts.Account;
import io.contraflow.access.ApiTokens;
import io.contraflow.access.NotPossible;
import io.contraflow.access.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who may log in: people and programs. */
@RestController
@Validated
@RequestMapping("/api")
class AccessApi {
    private final Accounts accounts;
    private final ApiTokens tokens;

    AccessApi(Accounts accounts, ApiTokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /** @param role {@code viewer}, {@code operator} or {@code admin} */
    record NewUser(
            @NotBlank String name,
            @NotBlank String role,
            @NotNull String password) {}

    record NewRole(@NotBlank String role) {}

    record NewPassword(@NotNull String password) {}

    record OwnPassword(@NotNull String old, @NotNull String password) {}

    /** @param days how long it is good */
    record NewToken(@NotBlank String name, @NotBlank String role, int days) {}

    /** People of the database; those of the settings stand there. */
    @GetMapping("/users")
    List<User> users() {
        return accounts.all().stream().map(User::of).toList();
    }

    /** One of them. */
    record User(String name, String role, boolean enabled, Instant createdAt, Instant changedAt) {
        static User of(Account one) {
            return new User(one.name(), one.role().word(), one.enabled(), one.createdAt(), one.changedAt());
        }
    }

    /** Adds a person, who may log in at once. */
    @PostMapping("/users")
    @ResponseStatus(HttpStatus.CREATED)
    User create(@RequestBody @Valid NewUser user) {
        return User.of(accounts.create(user.name(), Role.of(user.role()), user.password()));
    }

    /** Gives a person another role, and ends the sessions of that person. */
    @PostMapping("/users/{name}/role")
    User role(@PathVariable String name, @RequestBody @Valid NewRole wanted) {
        return User.of(accounts.changeRole(name, Role.of(wanted.role())));
    }

    /** Lets a person in no more, and ends the sessions of that person. */
    @PostMapping("/users/{name}/disable")
    User disable(@PathVariable String name) {
        return User.of(accounts.enable(name, false));
    }

    /** Lets a person in again. */
    @PostMapping("/users/{name}/enable")
    User enable(@PathVariable String name) {
        return User.of(accounts.enable(name, true));
    }

    /** Gives a person another password, and ends the sessions of that person. */
    @PostMapping("/users/{name}/password")
    User password(@PathVariable String name, @RequestBody @Valid NewPassword wanted) {
        return User.of(accounts.setPassword(name, wanted.password()));
    }

    /** One's own password, with the one of now. */
    @PostMapping("/me/password")
    User ownPassword(@RequestBody @Valid OwnPassword wanted, Principal who) {
        return User.of(accounts.changePassword(who.getName(), wanted.old(), wanted.password()));
    }

    /** All tokens of programs, without their secrets. */
    @GetMapping("/tokens")
    List<ApiTokens.Token> tokens() {
        return tokens.all();
    }

    /** The only answer that holds the token itself. */
    @PostMapping("/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    ApiTokens.Made makeToken(@RequestBody @Valid NewToken wanted, Principal who) {
        return tokens.create(wanted.name(), Role.of(wanted.role()), wanted.days(), who.getName());
    }

    /** Makes a token worthless at once. */
    @PostMapping("/tokens/{id}/revoke")
    ApiTokens.Token revoke(@PathVariable UUID id) {
        return tokens.revoke(id);
    }

    @ExceptionHandler
    ProblemDetail notPossible(NotPossible refused) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(refused.getMessage()));
    }
}
