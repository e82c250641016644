package io.contraflow.system;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lets one transaction write at a time. H2 writes its tables to the file one after the other while other transactions go on,
 * so that a process that is killed then may find half of a transaction after its restart (h2database issue 2080). With a
 * single writer nothing changes meanwhile. Reading waits for nobody. Writers would take turns anyway, at the file.
 *
 * <p>A transaction becomes the writer with its first statement that is no query, or that locks rows, and stays it until it
 * ends. A thread may have several transactions at once, one inside the other.
 */
final class SingleWriter extends DelegatingDataSource {
    /** A backup is one, too: it copies what is there, which takes minutes when that is much, and writing goes on meanwhile. */
    private static final Pattern QUERY = Pattern.compile("^\\s*[(\\s]*(select|with|values|show|explain|backup)\\b.*");

    private static final Pattern LOCKS = Pattern.compile("\\bfor\\s+update\\b");
    private final ReentrantLock turn = new ReentrantLock();
    private final Duration patience;
    private volatile @Nullable Optional<MVStore> file;

    /** @param patience how long a transaction waits for its turn before it fails */
    SingleWriter(DataSource target, Duration patience) {
        super(target);
        this.patience = patience;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return session(super.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return session(super.getConnection(user, password));
    }

    private Connection session(Connection target) throws SQLException {
        Optional<MVStore> known = file;
        // It is closed with its last connection, and opened anew with the next.
        if (known == null || known.filter(MVStore::isClosed).isPresent()) {
            file = fileOf(target);
        }
        return (Connection) proxy(new Session(target), Connection.class);
    }

    /** What keeps the database in a file, known from the first connection on; empty where that is no file of this process. */
    Optional<MVStore> file() {
        Optional<MVStore> known = file;
        return known == null ? Optional.empty() : known;
    }

    private static Optional<MVStore> fileOf(Connection connection) throws SQLException {
        return connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
                ? Optional.of(session.getDatabase().getStore().getMvStore())
                        .filter(store -> store.getFileStore() != null)
                : Optional.empty();
    }

    /**
     * Makes H2 note in the head of the file where the newest part is, with the next that it writes. By itself it does so now
     * and then, and after a kill looks for the newest from there on; but it may have overwritten a part on that way, and then
     * all that was committed since is lost. A mark that the file was closed in order is removed with the next write and the
     * head renewed, see {@code RandomAccessStore.shouldWriteStoreHeader}. Whoever calls this has the turn.
     */
    private void renewHead() {
        file().ifPresent(store -> store.getFileStore().getStoreHeader().put("clean", 1));
    }

    /**
     * Does something while no transaction writes.
     *
     * @return what it answers; false too if a transaction writes for too long
     */
    boolean alone(BooleanSupplier action) {
        try {
            if (!turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            renewHead();
            return action.getAsBoolean();
        } finally {
            turn.unlock();
        }
    }

    static boolean writes(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT).replace('\n', ' ');
        return !QUERY.matcher(lower).matches() || LOCKS.matcher(lower).find();
    }

    private static Object proxy(InvocationHandler handler, Class<?> type) {
        return Proxy.newProxyInstance(SingleWriter.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A connection, and whether it is the writer. */
    private final class Session implements InvocationHandler {
        private final Connection target;
        private boolean isWriter;

        Session(Connection target) {
            this.target = target;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "prepareStatement" -> {
                    Object prepared = call(target, method, arguments);
                    boolean writes = arguments != null && writes(String.valueOf(arguments[0]));
                    yield writes ? proxy(new Writing(this, prepared, true), PreparedStatement.class) : prepared;
                }
                case "createStatement" ->
                    proxy(new Writing(this, call(target, method, arguments), false), Statement.class);
                case "commit", "rollback" -> {
                    if (isWriter) {
                        renewHead();
                    }
                    try {
                        yield call(target, method, arguments);
                    } finally {
                        // Back to a savepoint is no end.
                        if (arguments == null || arguments.length == 0) {
                            end();
                        }
                    }
                }
                case "close", "abort", "setAutoCommit" -> {
                    try {
                        yield call(target, method, arguments);
                    } finally {
                        end();
                    }
                }
                default -> call(target, method, arguments);
            };
        }

        void renewHead() {
            SingleWriter.this.renewHead();
        }

        void begin() throws SQLException {
            if (isWriter) {
                return;
            }
            try {
                if (!turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new SQLTimeoutException("another transaction writes for longer than " + patience);
                }
                isWriter = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLTransientException("interrupted while another transaction writes", e);
            }
        }

        void end() {
            if (isWriter) {
                isWriter = false;
                turn.unlock();
            }
        }

        /** Without a transaction a statement is one of its own. */
        void afterStatement() throws SQLException {
            if (isWriter && target.getAutoCommit()) {
                end();
            }
        }
    }

    /** A statement that may write. */
    private static final class Writing implements InvocationHandler {
        private final Session session;
        private final Object target;
        private final boolean writes;

        /** @param writes whether it is known to write; else its text is looked at when it runs */
        Writing(Session session, @Nullable Object target, boolean writes) {
            this.session = session;
            this.target = Objects.requireNonNull(target);
            this.writes = writes;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            boolean runs = method.getName().startsWith("execute")
                    && (writes || arguments == null || arguments.length == 0 || writes(String.valueOf(arguments[0])));
            if (!runs) {
                return call(target, method, arguments);
            }
            session.begin();
            session.renewHead();
            try {
                return call(target, method, arguments);
            } finally {
                session.afterStatement();
            }
        }
    }
}
