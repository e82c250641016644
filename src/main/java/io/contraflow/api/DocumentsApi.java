package io.contraflow.api;

import io.contraflow.flow.DocumentKind;
import io.contraflow.flow.DocumentRefused;
import io.contraflow.flow.ReturnDocument;
import io.contraflow.flow.ReturnDocuments;
import io.contraflow.flow.ReturnDocuments.Added;
import io.contraflow.flow.ReturnDocuments.Upload;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Photos and papers of a return. */
@RestController
@Validated
@RequestMapping("/api/returns/{id}/documents")
class DocumentsApi {
    private final ReturnDocuments documents;

    DocumentsApi(ReturnDocuments documents) {
        this.documents = documents;
    }

    /** The documents of a return, oldest first. */
    record Documents(List<ReturnDocument> items) {}

    /** Photos and papers of a return, without their bytes; the oldest first. */
    @GetMapping
    Documents all(@PathVariable UUID id) {
        return new Documents(documents.of(id));
    }

    /**
     * Adds a JPEG, PNG, WebP or PDF, as multipart/form-data. The same file once more is not kept twice. A photo or receipt of
     * a line is evidence, and the policy looks again at a return that waits for it.
     *
     * @param file its bytes say what it is, not its name
     * @param kind what it shows
     * @param line id of the return line that it shows; left out, it is about the whole return
     */
    @PostMapping
    ResponseEntity<ReturnDocument> add(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "OTHER") DocumentKind kind,
            @RequestParam(required = false) @Nullable @Size(max = 200) String line,
            Principal who)
            throws IOException {
        if (file == null) {
            throw new ResponseStatusException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "the field file is missing; send it as multipart/form-data, such as with curl -F file=@photo.jpg");
        }
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        Upload upload = new Upload(kind, name, line == null || line.isBlank() ? null : line, file.getBytes());
        try {
            Added added =
                    documents.add(id, upload, who.getName()).orElseThrow(() -> missing("there is no return " + id));
            return ResponseEntity.status(added.fresh() ? HttpStatus.CREATED : HttpStatus.OK)
                    .body(added.document());
        } catch (DocumentRefused refused) {
            throw new ResponseStatusException(status(refused.why()), refused.getMessage(), refused);
        }
    }

    private static HttpStatus status(DocumentRefused.Why why) {
        return switch (why) {
            case WRONG -> HttpStatus.BAD_REQUEST;
            case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
            case OTHER_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case TOO_MANY -> HttpStatus.CONFLICT;
        };
    }

    /** The bytes of a document as they came. Nothing in them is run by a browser; a PDF is saved, not shown. */
    @GetMapping("/{document}")
    void one(@PathVariable UUID id, @PathVariable UUID document, WebRequest request, HttpServletResponse response)
            throws IOException {
        ReturnDocument found = documents.find(id, document).orElseThrow(() -> missing(id, document));
        // Kept by the reader's browser alone, which asks each time whether it may still be read.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        // Before the answer that nothing has changed, whose headers replace those of the first.
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (request.checkNotModified(found.sha256())) {
            return;
        }
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                (found.picture() ? ContentDisposition.inline() : ContentDisposition.attachment())
                        .filename(found.name(), charset(found.name()))
                        .build()
                        .toString());
        response.setContentType(found.mediaType());
        response.setContentLengthLong(found.size());
        documents.write(found, response.getOutputStream());
    }

    /** Names beyond ASCII take a form that older programs do not read. */
    private static Charset charset(String name) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(name)
                ? StandardCharsets.US_ASCII
                : StandardCharsets.UTF_8;
    }

    /**
     * Removes a document and its bytes, such as one of another return. That it was there stays in the timeline.
     *
     * @param reason why; it stands in the timeline
     */
    @DeleteMapping("/{document}")
    ReturnDocument remove(
            @PathVariable UUID id,
            @PathVariable UUID document,
            @RequestParam @NotBlank @Size(max = 500) String reason,
            Principal who) {
        return documents.remove(id, document, reason, who.getName()).orElseThrow(() -> missing(id, document));
    }

    private static ResponseStatusException missing(UUID id, UUID document) {
        return missing("the return " + id + " has no document " + document);
    }

    private static ResponseStatusException missing(String what) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, what);
    }
}
