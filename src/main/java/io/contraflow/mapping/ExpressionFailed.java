package io.contraflow.mapping;

import org.jspecify.annotations.Nullable;

/** An expression could not be compiled or evaluated. */
public final class ExpressionFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String where;
    private final int line;
    private final String what;
    private final boolean tookTooLong;

    ExpressionFailed(String where, int line, String what, @Nullable Throwable cause, boolean tookTooLong) {
        super(new Finding(where, line, what).toString(), cause);
        this.where = where;
        this.line = line;
        this.what = what;
        this.tookTooLong = tookTooLong;
    }

    /** Whether time ran out; on a busy machine that says nothing about expression and data. */
    public boolean tookTooLong() {
        return tookTooLong;
    }

    /** The file or rule that the expression belongs to. */
    public String where() {
        return where;
    }

    /** Line within the expression, counted from 1; 0 when unknown. */
    public int line() {
        return line;
    }

    /** What went wrong, without the place. */
    public String what() {
        return what;
    }
}
