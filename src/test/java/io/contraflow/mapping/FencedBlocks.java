package io.contraflow.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The examples of a page: fenced blocks whose first line carries a mark behind the language. */
public final class FencedBlocks {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w+ (\\S+) ?(\\S*)\\n(.*?)^```$");

    private FencedBlocks() {}

    public record Block(String name, String text) {}

    /** Blocks with that mark, in the order of the page. */
    public static List<Block> of(Path page, String mark) {
        try {
            return BLOCK.matcher(Files.readString(page))
                    .results()
                    .filter(block -> block.group(1).equals(mark))
                    .map(FencedBlocks::block)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Block block(MatchResult found) {
        return new Block(found.group(2), found.group(3));
    }
}
