package io.contraflow.view;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A filter of a list under a name.
 *
 * @param filter values by the names of the list's parameters
 * @param owner login of who saved it
 * @param shared whether everybody sees it
 */
public record SavedView(
        UUID id,
        ListPage page,
        String name,
        Map<String, String> filter,
        String owner,
        boolean shared,
        Instant createdAt) {
    public SavedView {
        filter = page.filterOf(filter);
    }

    /** Where the list is, with that filter; an address of ours, whatever was saved. */
    public String address() {
        return page.address(filter);
    }
}
