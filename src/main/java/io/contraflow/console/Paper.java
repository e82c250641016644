package io.contraflow.console;

import io.contraflow.flow.ReturnDocument;
import io.contraflow.model.Evidence;
import io.contraflow.model.Label;
import io.contraflow.model.Return;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A label, photo or proof of which a connected system, the customer or the inspector told. Their pictures are never loaded;
 * what has an address on the web gets a link.
 *
 * @param what such as {@code QR code of the carrier}
 * @param text what was told of it
 * @param link where it is; null when that is no address on the web
 */
public record Paper(String what, String text, @Nullable String link) {
    private static final Set<String> WEB = Set.of("http", "https");

    /** All of a return, except what is kept here as a document and is still there. */
    static List<Paper> of(Return about, List<ReturnDocument> kept) {
        Set<String> shown = kept.stream().map(ReturnDocument::reference).collect(Collectors.toSet());
        List<Paper> all = new ArrayList<>();
        Label label = about.label();
        if (label != null) {
            all.add(label(label));
        }
        about.lines().forEach(line -> {
            line.evidence().stream()
                    .filter(one -> !shown.contains(one.reference()))
                    .map(one -> evidence(about.nameOfLine(line.id()), one))
                    .forEach(all::add);
            line.pieces().stream()
                    .flatMap(piece -> piece.evidence().stream())
                    .distinct()
                    .map(one -> new Paper("Inspection, " + about.nameOfLine(line.id()), one, link(one)))
                    .forEach(all::add);
        });
        return all;
    }

    private static Paper label(Label label) {
        String what =
                switch (label.kind()) {
                    case "QR" -> "QR code for the drop-off";
                    case "PICKUP" -> "Pickup";
                    default -> "Label";
                };
        String text = Stream.of(label.carrier(), label.trackingNumber(), label.code())
                .filter(part -> part != null && !part.isBlank())
                .distinct()
                .collect(Collectors.joining(", "));
        return new Paper(what, text.isEmpty() ? "as the carrier issued it" : text, link(label.url()));
    }

    private static Paper evidence(String line, Evidence shown) {
        String kind = words(shown);
        String what = Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + ", " + line;
        String reference = shown.reference();
        return ReturnDocument.isReference(reference)
                ? new Paper(what, "was shown; the file is removed", null)
                : new Paper(what, reference, link(reference));
    }

    /** What kind of evidence it is, in lower case. */
    static String words(Evidence shown) {
        return shown.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** An address that a browser opens as a page and does not run. */
    private static @Nullable String link(@Nullable String address) {
        try {
            URI uri = new URI(address == null ? "" : address.strip());
            boolean web = uri.getScheme() != null
                    && WEB.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
            return web ? uri.toString() : null;
        } catch (URISyntaxException none) {
            return null;
        }
    }
}
