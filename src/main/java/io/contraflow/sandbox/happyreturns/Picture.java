package io.contraflow.sandbox.happyreturns;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** A picture in the place of the QR code: one pattern per code, black on white, that no scanner reads. */
final class Picture {
    private static final int CELLS = 21;
    private static final int CELL = 8;
    private static final int MARGIN = 4;
    private static final int WHITE = 0xFFFFFF;

    private Picture() {}

    static byte[] png(String code) {
        BitSet dark = cells(code);
        int side = (CELLS + 2 * MARGIN) * CELL;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int column = x / CELL - MARGIN;
                int row = y / CELL - MARGIN;
                boolean inside = column >= 0 && row >= 0 && column < CELLS && row < CELLS;
                image.setRGB(x, y, inside && dark.get(row * CELLS + column) ? 0 : WHITE);
            }
        }
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BitSet cells(String code) {
        CRC32 seed = new CRC32();
        seed.update(code.getBytes(StandardCharsets.UTF_8));
        Random random = new Random(seed.getValue());
        BitSet dark = new BitSet(CELLS * CELLS);
        for (int cell = 0; cell < CELLS * CELLS; cell++) {
            dark.set(cell, random.nextBoolean());
        }
        return dark;
    }
}
