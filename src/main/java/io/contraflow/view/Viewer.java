package io.contraflow.view;

import java.util.function.Predicate;

/**
 * Who looks at views or changes them.
 *
 * @param name login
 * @param mayShare whether others may see what they save
 * @param mayTidy whether they may change and remove what others share
 */
public record Viewer(String name, boolean mayShare, boolean mayTidy) {
    /** @param isInRole whether they have a role, such as {@code operator} */
    public static Viewer of(String login, Predicate<String> isInRole) {
        boolean admin = isInRole.test("admin");
        return new Viewer(login, admin || isInRole.test("operator"), admin);
    }
}
