package io.contraflow.flow.watch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that does not move on.
 *
 * @param subject what it is, the same at every look, such as {@code stuck:return:<id>}
 * @param returnId null when it is about no single return
 * @param sentence what is being waited for, without personal data
 */
record Stuck(String subject, @Nullable UUID returnId, String sentence) {}
