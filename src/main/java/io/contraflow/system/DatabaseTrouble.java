package io.contraflow.system;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of the database means to the person who runs Contraflow.
 *
 * @param what what is wrong
 * @param action what to do
 */
record DatabaseTrouble(String what, String action) {
    // H2's numbers, org.h2.api.ErrorCode; no other database uses any above 90000.
    private static final int FILE_CORRUPTED_1 = 90030;
    private static final int FILE_VERSION_ERROR_1 = 90048;
    private static final int IO_EXCEPTION_1 = 90028;
    private static final int IO_EXCEPTION_2 = 90031;
    private static final int DATABASE_IS_READ_ONLY = 90097;
    private static final int DATABASE_IS_CLOSED = 90098;
    private static final int DATABASE_ALREADY_OPEN_1 = 90020;

    private static final String RESTORE = "Restore the last backup into contraflow.data-dir and start again;"
            + " docs/operations.md says how. Keep the damaged file.";
    private static final String ROOM =
            "Make room where contraflow.data-dir lies, look at who may write there, and start"
                    + " again. Nothing that was accepted is lost.";
    private static final DatabaseTrouble CORRUPTED =
            new DatabaseTrouble("the file of the embedded database is damaged", RESTORE);
    private static final DatabaseTrouble UNWRITABLE =
            new DatabaseTrouble("the file of the embedded database cannot be read or written", ROOM);
    private static final Map<Integer, DatabaseTrouble> EMBEDDED = Map.of(
            FILE_CORRUPTED_1,
            CORRUPTED,
            FILE_VERSION_ERROR_1,
            CORRUPTED,
            IO_EXCEPTION_1,
            UNWRITABLE,
            IO_EXCEPTION_2,
            UNWRITABLE,
            DATABASE_IS_READ_ONLY,
            UNWRITABLE,
            DATABASE_IS_CLOSED,
            UNWRITABLE,
            DATABASE_ALREADY_OPEN_1,
            new DatabaseTrouble(
                    "the embedded database is used by another process",
                    "End the other Contraflow, or give this one a contraflow.data-dir of its own (CONTRAFLOW_DATA_DIR)."));
    /** By the first two characters of the SQL state, which the standard and PostgreSQL share. */
    private static final Map<String, DatabaseTrouble> BY_CLASS = Map.of(
            "08",
            new DatabaseTrouble(
                    "the database server does not answer",
                    "Start it, or correct spring.datasource.url (SPRING_DATASOURCE_URL)."),
            "28",
            new DatabaseTrouble(
                    "the database refuses the login",
                    "Correct spring.datasource.username and spring.datasource.password"
                            + " (SPRING_DATASOURCE_USERNAME, SPRING_DATASOURCE_PASSWORD)."),
            "3D",
            new DatabaseTrouble(
                    "the database server has no database of that name",
                    "Create it, or correct spring.datasource.url (SPRING_DATASOURCE_URL)."));

    /** Null when the failure says nothing that a person could act on. */
    static @Nullable DatabaseTrouble of(SQLException failure) {
        DatabaseTrouble embedded = EMBEDDED.get(failure.getErrorCode());
        if (embedded != null) {
            return embedded;
        }
        String state = failure.getSQLState();
        return state == null || state.length() < 2 ? null : BY_CLASS.get(state.substring(0, 2));
    }
}
