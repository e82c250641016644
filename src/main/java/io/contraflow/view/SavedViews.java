package io.contraflow.view;

import io.contraflow.view.ViewRefused.Why;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The saved views of everybody. They hold no mail addresses, because they are kept for as long as somebody wants them. */
@Component
public class SavedViews {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_VALUE = 200;
    private static final int LONGEST_QUERY = 2_000;
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\x{D800}-\\x{DFFF}]");
    private static final String COLUMNS = "select id, page, name, query, owner, shared, created_at from saved_view";
    private final JdbcClient db;
    private final Clock clock;

    SavedViews(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** What somebody sees: their own and those that others share, by name. */
    public List<SavedView> of(String login) {
        return db.sql(COLUMNS + " where owner = :login or shared = true order by page desc, name, owner")
                .param("login", login)
                .query(SavedViews::view)
                .list();
    }

    /** The same of one list. */
    public List<SavedView> of(ListPage page, String login) {
        return of(login).stream().filter(one -> one.page() == page).toList();
    }

    /**
     * Saves a filter.
     *
     * @throws ViewRefused if its name or filter cannot be kept
     */
    public SavedView save(ListPage page, String name, Map<String, String> filter, boolean shared, Viewer who) {
        checkFilter(page, filter);
        checkSharing(shared, who);
        int has = db.sql("select count(*) from saved_view where owner = :owner")
                .param("owner", who.name())
                .query(Integer.class)
                .single();
        if (has >= MOST) {
            throw new ViewRefused(Why.TAKEN, "you have " + has + " views, and may have " + MOST + "; remove one");
        }
        SavedView made = new SavedView(
                UUID.randomUUID(),
                page,
                checkedName(name),
                filter,
                who.name(),
                shared,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        int added = db.sql("insert into saved_view (id, page, name, query, owner, shared, created_at)"
                        + " values (:id, :page, :name, :query, :owner, :shared, :at) on conflict do nothing")
                .param("id", made.id())
                .param("page", page.name())
                .param("name", made.name())
                .param("query", ListPage.query(made.filter()))
                .param("owner", made.owner())
                .param("shared", shared)
                .param("at", made.createdAt().atOffset(ZoneOffset.UTC))
                .update();
        if (added == 0) {
            throw taken(made.name());
        }
        return made;
    }

    /**
     * Gives a view another name, and says whether everybody sees it.
     *
     * @return empty when there is none that they see
     * @throws ViewRefused if it is not theirs to change, or the name cannot be kept
     */
    public Optional<SavedView> change(UUID id, String name, boolean shared, Viewer who) {
        return changeable(id, who).map(before -> {
            checkSharing(shared && !before.shared(), who);
            String wanted = checkedName(name);
            try {
                db.sql("update saved_view set name = :name, shared = :shared where id = :id")
                        .param("id", id)
                        .param("name", wanted)
                        .param("shared", shared)
                        .update();
            } catch (DuplicateKeyException twin) {
                throw taken(wanted);
            }
            return new SavedView(
                    id, before.page(), wanted, before.filter(), before.owner(), shared, before.createdAt());
        });
    }

    /** Removes a view; as {@link #change}. */
    public Optional<SavedView> remove(UUID id, Viewer who) {
        Optional<SavedView> gone = changeable(id, who);
        gone.ifPresent(one ->
                db.sql("delete from saved_view where id = :id").param("id", id).update());
        return gone;
    }

    private Optional<SavedView> changeable(UUID id, Viewer who) {
        Optional<SavedView> seen =
                of(who.name()).stream().filter(one -> one.id().equals(id)).findFirst();
        seen.filter(one -> !one.owner().equals(who.name()) && !who.mayTidy()).ifPresent(one -> {
            throw new ViewRefused(
                    Why.NOT_ALLOWED,
                    "the view is shared by " + one.owner() + "; only they or an administrator change it");
        });
        return seen;
    }

    private static void checkSharing(boolean shared, Viewer who) {
        if (shared && !who.mayShare()) {
            throw new ViewRefused(
                    Why.NOT_ALLOWED,
                    "the field shared: only operators and administrators share a view; save it for you");
        }
    }

    private static String checkedName(String given) {
        String name = given.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw wrong("the field name must have 1 to " + LONGEST_NAME + " characters");
        } else if (INVISIBLE.matcher(name).find()) {
            throw wrong("the field name has characters that nobody sees; leave them out");
        } else if (name.contains("@")) {
            throw wrong("the field name must have no mail address, because views are kept");
        }
        return name;
    }

    private static void checkFilter(ListPage page, Map<String, String> filter) {
        filter.forEach((parameter, value) -> {
            if (!page.parameters().contains(parameter)) {
                throw wrong("the field filter may only have " + String.join(", ", page.parameters()));
            } else if (value.length() > LONGEST_VALUE
                    || INVISIBLE.matcher(value).find()) {
                throw wrong("the field filter." + parameter + " must have at most " + LONGEST_VALUE
                        + " characters, all of which can be seen");
            } else if (value.contains("@")) {
                throw wrong("the field filter." + parameter
                        + " must have no mail address, because views are kept; a bookmark does for one customer");
            }
        });
        Map<String, String> kept = page.filterOf(filter);
        if (kept.isEmpty()) {
            throw wrong("the field filter is empty; without a filter there is nothing to save");
        } else if (ListPage.query(kept).length() > LONGEST_QUERY) {
            throw wrong("the field filter is too long");
        }
    }

    private static ViewRefused wrong(String message) {
        return new ViewRefused(Why.WRONG, message);
    }

    private static ViewRefused taken(String name) {
        return new ViewRefused(Why.TAKEN, "the field name: there is a view " + name + " already; choose another name");
    }

    private static SavedView view(ResultSet row, int number) throws SQLException {
        ListPage page = ListPage.valueOf(row.getString("page"));
        return new SavedView(
                row.getObject("id", UUID.class),
                page,
                row.getString("name"),
                page.filter(row.getString("query")),
                row.getString("owner"),
                row.getBoolean("shared"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
