package io.contraflow.journal;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Ids that follow from what they stand for. A store that comes back from a backup makes again what it made before, and
 * the connected systems must know it by the same id: they are asked by it whether it happened already.
 */
public final class StableId {
    private static final NameBasedGenerator NAMES =
            Generators.nameBasedGenerator(UUID.fromString("4f5ad7bd-0d3c-5a55-9f0c-2f6d0d1f7a10"));

    private static final long SMALLEST_NUMBER = 1_000_000_000L;
    private static final long LARGEST_NUMBER = 9_999_999_999L;

    private StableId() {}

    /**
     * @param isTaken whether something else has that id, namely an earlier twin: the second of two alike gets the next
     * @param parts what tells it from all others
     * @return a name-based id (version 5, RFC 9562)
     */
    public static UUID of(Predicate<UUID> isTaken, byte[]... parts) {
        int length = Integer.BYTES * (parts.length + 1);
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer name = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            name.putInt(part.length).put(part);
        }
        for (int twin = 0; ; twin++) {
            UUID id = NAMES.generate(name.putInt(length - Integer.BYTES, twin).array());
            if (!isTaken.test(id)) {
                return id;
            }
        }
    }

    /**
     * A number for people to read and say.
     *
     * @param isTaken whether something else has that number already
     * @return ten digits, the first of them not 0
     */
    public static long number(UUID id, LongPredicate isTaken) {
        for (int twin = 0; ; twin++) {
            byte[] hash = DigestUtils.sha256(id + "/" + twin);
            long number = SMALLEST_NUMBER
                    + Math.floorMod(ByteBuffer.wrap(hash).getLong(), LARGEST_NUMBER - SMALLEST_NUMBER + 1);
            if (!isTaken.test(number)) {
                return number;
            }
        }
    }

    /** The same with texts. */
    public static UUID of(Predicate<UUID> isTaken, String... parts) {
        byte[][] bytes = new byte[parts.length][];
        for (int part = 0; part < parts.length; part++) {
            bytes[part] = parts[part].getBytes(StandardCharsets.UTF_8);
        }
        return of(isTaken, bytes);
    }
}
