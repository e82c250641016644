package io.contraflow.console;

import io.contraflow.flow.DocumentKind;
import io.contraflow.flow.DocumentRefused;
import io.contraflow.flow.DocumentSettings;
import io.contraflow.flow.Impossible;
import io.contraflow.flow.ReturnDocument;
import io.contraflow.flow.ReturnDocuments;
import io.contraflow.flow.ReturnDocuments.Added;
import io.contraflow.flow.ReturnDocuments.Upload;
import io.contraflow.model.Return;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Photos and papers on the page of a return. */
@Controller
class DocumentPages {
    private static final int LONGEST_REASON = 500;
    private final ReturnDocuments documents;
    private final DocumentSettings settings;

    DocumentPages(ReturnDocuments documents, DocumentSettings settings) {
        this.documents = documents;
        this.settings = settings;
    }

    /** Gives the page of a return what its part of photos and papers shows. */
    void show(Return about, Model model) {
        List<ReturnDocument> kept = documents.of(about.id());
        model.addAttribute(
                "photos", kept.stream().filter(ReturnDocument::picture).toList());
        model.addAttribute("files", kept.stream().filter(one -> !one.picture()).toList());
        model.addAttribute("papers", Paper.of(about, kept));
        model.addAttribute("shown", shown(about));
        model.addAttribute("documentKinds", DocumentKind.values());
        model.addAttribute("largestFile", settings.maxSize().toBytes());
        model.addAttribute("tooLarge", settings.tooLarge());
    }

    /** What was shown for which line, as the policy counts it. */
    private static List<String> shown(Return about) {
        return about.lines().stream()
                .flatMap(line ->
                        line.evidence().stream().map(one -> Paper.words(one) + " of " + about.nameOfLine(line.id())))
                .distinct()
                .toList();
    }

    /** A form without a file sends an empty one, or was none with files. */
    @PostMapping("/console/returns/{id}/documents")
    String add(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "OTHER") DocumentKind kind,
            @RequestParam(required = false) @Nullable String line,
            Principal who,
            RedirectAttributes said)
            throws IOException {
        if (file == null || file.isEmpty()) {
            said.addFlashAttribute("refused", "Choose a file with something in it.");
            return page(id);
        }
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        Upload upload = new Upload(kind, name, line == null || line.isBlank() ? null : line, file.getBytes());
        try {
            Added added = documents.add(id, upload, who.getName()).orElseThrow(DocumentPages::missing);
            said.addFlashAttribute(
                    "done",
                    added.fresh()
                            ? "Added."
                            : "The return has this file already, as "
                                    + added.document().name());
        } catch (DocumentRefused | Impossible refused) {
            said.addFlashAttribute("refused", String.valueOf(refused.getMessage()));
        }
        return page(id);
    }

    @PostMapping("/console/returns/{id}/documents/{document}/remove")
    String remove(
            @PathVariable UUID id,
            @PathVariable UUID document,
            @RequestParam String reason,
            Principal who,
            RedirectAttributes said) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            said.addFlashAttribute("refused", "Give a reason of at most " + LONGEST_REASON + " characters.");
        } else {
            ReturnDocument gone =
                    documents.remove(id, document, reason, who.getName()).orElseThrow(DocumentPages::missing);
            said.addFlashAttribute("done", gone.name() + " is removed.");
        }
        return page(id);
    }

    private static String page(UUID id) {
        return "redirect:/console/returns/" + id + "#documents";
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such return or document.");
    }
}
