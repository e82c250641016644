package io.contraflow.console;

import io.contraflow.exception.Exceptions;
import io.contraflow.flow.ConnectorStates;
import io.contraflow.flow.Figures;
import io.contraflow.flow.ReturnStore;
import io.contraflow.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What happens now, what is wrong, and how we do. */
@Controller
class OverviewPage {
    private static final int GROUPS = 8;
    private static final int DAYS = 30;
    private final ReturnStore store;
    private final Exceptions exceptions;
    private final ConnectorStates connectors;
    private final Figures figures;
    private final boolean sandbox;

    OverviewPage(
            ReturnStore store,
            Exceptions exceptions,
            ConnectorStates connectors,
            Figures figures,
            @Value("${contraflow.sandbox.enabled:false}") boolean sandbox) {
        this.store = store;
        this.exceptions = exceptions;
        this.connectors = connectors;
        this.figures = figures;
        this.sandbox = sandbox;
    }

    /** A stage of the way with the number of returns in it, and their share of the fullest stage in percent. */
    record Stage(Status status, long count, int percent) {}

    @GetMapping({"/", "/console"})
    String overview(Model model) {
        fill(model);
        model.addAttribute("tour", sandbox);
        model.addAttribute("days", figures.byDay(DAYS));
        return "console/overview";
    }

    /** The part that is looked at again and again while the page is open. */
    @GetMapping("/console/overview/live")
    String live(Model model) {
        fill(model);
        return "console/overview :: live";
    }

    private void fill(Model model) {
        Map<Status, Long> counts = store.counts();
        long most = counts.entrySet().stream()
                .filter(entry -> !entry.getKey().isFinal())
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(1);
        List<Stage> stages = new ArrayList<>();
        List<Stage> ended = new ArrayList<>();
        for (Status status : Status.values()) {
            long count = counts.getOrDefault(status, 0L);
            Stage stage = new Stage(status, count, (int) Math.min(100, 100 * count / Math.max(1, most)));
            (status.isFinal() ? ended : stages).add(stage);
        }
        model.addAttribute("stages", stages);
        model.addAttribute("ended", ended);
        model.addAttribute("groups", exceptions.groups(GROUPS, 0));
        model.addAttribute("connectors", connectors.all());
        model.addAttribute("figures", figures.ofLastDays(DAYS));
    }
}
