package io.contraflow.mapping;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** One {@code *.jsonata} file, with the tables that it names. */
record Transform(Expression expression, List<TableUse> uses) {

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern USE = Pattern.compile("\\$(?:table|row)\\s*\\(\\s*(['\"])([^'\"]*)\\1");

    /** A table that is named in the text, and the line. */
    record TableUse(String file, String table, int line) {}

    /** Compiles the file; throws {@link FilesRejected} if it is not JSONata. */
    static Transform read(LastGood.Source source) {
        try {
            return new Transform(Expression.compile(source.text(), source.file()), uses(source));
        } catch (ExpressionFailed broken) {
            throw new FilesRejected(List.of(new Finding(source.file(), broken.line(), broken.what())));
        }
    }

    /** The places that name a table which does not exist. */
    List<Finding> missing(Set<String> tables) {
        return uses.stream()
                .filter(use -> !tables.contains(use.table()))
                .map(use -> new Finding(
                        use.file(),
                        use.line(),
                        "There is no table '" + use.table() + "'. Add mappings/" + use.table()
                                + ".csv; until then this transform fails."))
                .toList();
    }

    private static List<TableUse> uses(LastGood.Source source) {
        String text = COMMENT.matcher(source.text())
                .replaceAll(comment -> comment.group().replaceAll("[^\n]", ""));
        return USE.matcher(text)
                .results()
                .map(use -> new TableUse(source.file(), use.group(2), lineOf(text, use.start())))
                .toList();
    }

    private static int lineOf(String text, int offset) {
        return 1
                + (int) text.chars()
                        .limit(offset)
                        .filter(character -> character == '\n')
                        .count();
    }
}
