package io.contraflow.console;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.flow.PolicyTrial;
import io.contraflow.flow.PolicyVersions;
import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Finding;
import io.contraflow.model.Resolution;
import io.contraflow.policy.UnknownPolicy;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * What a policy says of a case that somebody thinks of. The fields of the first article are called as in
 * {@link PolicyTrial.Article}, those of the second end with {@code -2}, and so on.
 */
@Controller
class PolicyCasePages {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private final PolicyTrial trial;
    private final PolicyVersions versions;
    private final ObjectMapper json;
    private final Validator validator;

    PolicyCasePages(PolicyTrial trial, PolicyVersions versions, ObjectMapper json, Validator validator) {
        this.trial = trial;
        this.versions = versions;
        this.json = json;
        this.validator = validator;
    }

    /** Asks a version that is or was in force. The case is in the address, to be kept and sent on. */
    @GetMapping("/console/policies/{name}/case")
    String onVersion(@PathVariable String name, @RequestParam Map<String, String> given, Model model) {
        return ask(name, given, "", model);
    }

    /** Asks a draft; it is too long for an address. */
    @PostMapping("/console/policies/{name}/case")
    String onDraft(
            @PathVariable String name,
            @RequestParam String text,
            @RequestParam Map<String, String> given,
            Model model) {
        // A form sends its lines as CR LF.
        return ask(name, given, text.replace("\r\n", "\n"), model);
    }

    private String ask(String name, Map<String, String> given, String draft, Model model) {
        Map<String, String> asked = new LinkedHashMap<>(usual(PolicyTrial.Question.class));
        asked.putAll(given);
        asked.put("draft", draft);
        List<Map<String, String>> articles = articles(given);
        List<String> findings = new ArrayList<>();
        try {
            model.addAttribute("versions", versions.of(name));
            ObjectNode question = json.valueToTree(asked);
            question.set("further", json.valueToTree(articles.subList(1, articles.size())));
            PolicyTrial.Question read = json.convertValue(question, PolicyTrial.Question.class);
            validator
                    .validate(read)
                    .forEach(wrong ->
                            findings.add(field(wrong.getPropertyPath().toString()) + " " + wrong.getMessage()));
            if (findings.isEmpty()) {
                model.addAttribute("decision", trial.ask(name, read));
            }
        } catch (UnknownPolicy unknown) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, unknown.getMessage(), unknown);
        } catch (FilesRejected rejected) {
            rejected.findings().stream().map(Finding::toString).forEach(findings::add);
        } catch (IllegalArgumentException wrong) {
            findings.add(
                    wrong.getCause() instanceof JsonMappingException unreadable
                            ? field(path(unreadable)) + " cannot be read"
                            : String.valueOf(wrong.getMessage()));
        }
        model.addAttribute("name", name);
        model.addAttribute("asked", asked);
        model.addAttribute("articles", articles);
        model.addAttribute("most", PolicyTrial.MOST_ARTICLES);
        model.addAttribute("resolutions", Resolution.values());
        model.addAttribute("findings", findings);
        return "console/case";
    }

    /** The fields of each article. The first one's stand among those of the case. */
    private List<Map<String, String>> articles(Map<String, String> given) {
        Map<String, String> usual = usual(PolicyTrial.Article.class);
        List<Map<String, String>> articles = new ArrayList<>();
        int count = count(given.getOrDefault("articles", "1"));
        for (int number = 1; number <= count; number++) {
            String ending = number == 1 ? "" : "-" + number;
            articles.add(usual.keySet().stream()
                    .collect(Collectors.toMap(
                            field -> field,
                            field -> given.getOrDefault(field + ending, String.valueOf(usual.get(field))),
                            (one, same) -> one,
                            LinkedHashMap::new)));
        }
        return articles;
    }

    private static int count(String articles) {
        return articles.matches("[0-9]{1,2}")
                ? Math.max(1, Math.min(PolicyTrial.MOST_ARTICLES, Integer.parseInt(articles)))
                : 1;
    }

    /** What counts where nothing is given, as a form shows it. */
    private Map<String, String> usual(Class<?> asked) {
        ObjectNode usual = json.valueToTree(json.convertValue(Map.of(), asked));
        usual.remove("further");
        return json.convertValue(usual, TEXTS);
    }

    private static String path(JsonMappingException unreadable) {
        return unreadable.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .substring(1);
    }

    /** {@code further[0].back} is {@code article 2: back}. */
    private static String field(String path) {
        int end = path.indexOf("].");
        return path.startsWith("further[") && end > 0
                ? "article " + (Integer.parseInt(path.substring("further[".length(), end)) + 2) + ": "
                        + path.substring(end + 2)
                : path;
    }
}
