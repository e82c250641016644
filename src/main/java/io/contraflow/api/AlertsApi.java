package io.contraflow.api;

import io.contraflow.alert.Alert;
import io.contraflow.alert.AlertMessage;
import io.contraflow.alert.Alerts;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Who was told about which exceptions. */
@RestController
@Validated
@RequestMapping("/api/alerts")
class AlertsApi {
    private final Alerts alerts;

    AlertsApi(Alerts alerts) {
        this.alerts = alerts;
    }

    /**
     * An alert with what was said about it.
     *
     * @param action what can be done
     */
    record Told(Alert alert, String action, List<AlertMessage> messages) {}

    /** Alerts with what was told about them, newest first. */
    @GetMapping
    ReturnsApi.Page<Told> list(
            @RequestParam(defaultValue = "OPEN") @Pattern(regexp = "OPEN|OVER") String state,
            @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        return new ReturnsApi.Page<>(told(alerts.list(state, size, page * size)), page, size);
    }

    /** One alert. */
    @GetMapping("/{id}")
    Told one(@PathVariable UUID id) {
        return told(alerts.find(id).stream().toList()).stream()
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no alert " + id));
    }

    /** Takes it: nobody else is told while it lasts. */
    @PostMapping("/{id}/acknowledge")
    Told acknowledge(@PathVariable UUID id, Principal who) {
        if (!alerts.acknowledge(id, who.getName())) {
            one(id);
            throw new ResponseStatusException(HttpStatus.CONFLICT, "it is over already");
        }
        return one(id);
    }

    private List<Told> told(List<Alert> found) {
        Map<UUID, List<AlertMessage>> messages =
                alerts.messages(found.stream().map(Alert::id).toList());
        return found.stream()
                .map(alert -> new Told(alert, alert.action(), messages.getOrDefault(alert.id(), List.of())))
                .toList();
    }
}
