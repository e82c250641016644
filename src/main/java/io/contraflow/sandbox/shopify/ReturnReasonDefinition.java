package io.contraflow.sandbox.shopify;

import java.util.List;
import java.util.Optional;

/**
 * One of the platform's reasons for a return.
 *
 * @param legacy the older enumeration's value for it
 */
record ReturnReasonDefinition(long number, String handle, String name, String legacy) {
    static final List<ReturnReasonDefinition> ALL = List.of(
            new ReturnReasonDefinition(1, "unknown", "Unknown", "UNKNOWN"),
            new ReturnReasonDefinition(2, "changed-my-mind", "Changed my mind", "UNWANTED"),
            new ReturnReasonDefinition(3, "item-not-as-described", "Item not as described", "NOT_AS_DESCRIBED"),
            new ReturnReasonDefinition(4, "received-the-wrong-item", "Received the wrong item", "WRONG_ITEM"),
            new ReturnReasonDefinition(5, "other-reason", "Other", "OTHER"),
            new ReturnReasonDefinition(6, "damaged-or-defective", "Damaged or defective", "DEFECTIVE"),
            new ReturnReasonDefinition(7, "too-small", "Too small", "SIZE_TOO_SMALL"),
            new ReturnReasonDefinition(8, "too-big", "Too big", "SIZE_TOO_LARGE"),
            new ReturnReasonDefinition(9, "style", "Style", "STYLE"),
            new ReturnReasonDefinition(10, "color", "Color", "COLOR"),
            new ReturnReasonDefinition(11, "absorbency", "Absorbency", "OTHER"),
            new ReturnReasonDefinition(12, "academic-level", "Academic level", "OTHER"));

    static Optional<ReturnReasonDefinition> byId(String gid) {
        long number = Gid.number("ReturnReasonDefinition", gid);
        return ALL.stream().filter(reason -> reason.number() == number).findFirst();
    }

    static ReturnReasonDefinition byHandle(String handle) {
        return ALL.stream()
                .filter(reason -> reason.handle().equals(handle))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown return reason " + handle));
    }

    static ReturnReasonDefinition byLegacy(String legacy) {
        return ALL.stream()
                .filter(reason -> reason.legacy().equals(legacy))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown return reason " + legacy));
    }

    public String id() {
        return Gid.of("ReturnReasonDefinition", number);
    }

    public boolean deleted() {
        return false;
    }
}
