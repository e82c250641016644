package io.contraflow.mapping;

/**
 * Why a file was refused, and where to look.
 *
 * @param file path of the file as a person would name it, such as {@code mappings/sku.csv}
 * @param line line in the file, counted from 1; 0 when it is about the whole file
 * @param message what is wrong and what to do
 */
public record Finding(String file, int line, String message) {

    @Override
    public String toString() {
        return (line > 0 ? file + ":" + line : file) + ": " + message;
    }
}
