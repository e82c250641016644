package io.contraflow.system;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import javax.sql.DataSource;
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
    private static final Pattern QUERY = Pattern.compile("^\\s*[(\\s]*(select|with|values|show|explain)\\b.*");
    private static final Pattern LOCKS = Pattern.compile("\\bfor\\s+update\\b");
    private final ReentrantLock turn = new ReentrantLock();
    private final Duration patience;

    /** @param patience how long a transaction waits for its turn before it fails */
    SingleWriter(DataSource target, Duration patience) {
        super(target);
        this.patience = patience;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return (Connection) proxy(new Session(super.getConnection()), Connection.class);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return (Connection) proxy(new Session(super.getConnection(user, password)), Connection.class);
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

        void begin() throws SQLException {
            if (isWriter) {
                return;
            }
            try {
                if (!turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new SQLTransientException("another transaction writes for longer than " + patience);
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
            try {
                return call(target, method, arguments);
            } finally {
                session.afterStatement();
            }
        }
    }
}
