package io.contraflow.alert;

import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** Makes a route of its own for each receiver, so that one who does not answer holds up nobody else. */
@Component
class AlertRoutes implements CamelContextConfiguration {
    private final Alerts alerts;
    private final AlertSettings settings;

    AlertRoutes(Alerts alerts, AlertSettings settings) {
        this.alerts = alerts;
        this.settings = settings;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        alerts.forgetOthers();
    }

    /** Only now the template is there. */
    @Override
    public void afterApplicationStart(CamelContext camel) {
        for (String receiver : new TreeSet<>(settings.receivers().keySet())) {
            String way = settings.receiver(receiver).type() == AlertSettings.Type.MAIL ? "mail" : "http";
            try {
                camel.addRouteFromTemplate(
                        "alerts-" + receiver, "alert-receiver", Map.of("receiver", receiver, "way", way));
            } catch (Exception e) {
                throw new IllegalStateException(
                        "no alert can reach " + receiver + ": " + e.getMessage()
                                + "; the template is in routes/schedules/alerts.camel.yaml",
                        e);
            }
        }
    }
}
