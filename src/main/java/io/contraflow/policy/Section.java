package io.contraflow.policy;

import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Finding;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A block of a YAML file that knows its keys and lines. Whatever does not fit is refused with its line. */
final class Section {

    private final String file;
    private final String name;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /**
     * @param name what the block is, for messages
     * @param keys the only keys that it may have
     */
    static Section of(String file, String name, @Nullable Node node, List<String> keys) {
        if (!(node instanceof MappingNode block)) {
            int line = node == null ? 1 : line(node);
            throw refusal(file, line, name + " must be a block of keys: " + String.join(", ", keys) + ".");
        }
        return new Section(file, name, block, keys);
    }

    /** The nodes of a file, which know their lines; nothing in it can name a class to create. */
    static @Nullable Node yaml(String file, String text) {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException broken) {
            int line = broken.getProblemMark() == null
                    ? 0
                    : broken.getProblemMark().getLine() + 1;
            throw refusal(
                    file,
                    line,
                    "This is not YAML: " + broken.getProblem()
                            + ". A text with a colon or # in it needs quotes around it; an open quote shows only further down.");
        } catch (YAMLException broken) {
            throw refusal(file, 0, "This is not YAML: " + broken.getMessage());
        }
    }

    private Section(String file, String name, MappingNode block, List<String> keys) {
        this.file = file;
        this.name = name;
        this.node = block;
        for (NodeTuple entry : block.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!keys.contains(key)) {
                throw refusal(
                        file,
                        line(entry.getKeyNode()),
                        name + " has no key '" + key + "'. It may have " + String.join(", ", keys) + ".");
            }
            if (values.put(key, entry.getValueNode()) != null) {
                throw refusal(file, line(entry.getKeyNode()), name + " has '" + key + "' twice. Keep one of the two.");
            }
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Text of that key, which must be there. */
    String text(String key) {
        Node value = values.get(key);
        if (value == null) {
            throw refusal(line(node), name + " needs '" + key + "'.");
        }
        return scalar(value, "'" + key + "'");
    }

    Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** A text that must look like the pattern. */
    String text(String key, Pattern pattern, String example) {
        String text = text(key);
        if (!pattern.matcher(text).matches()) {
            throw refusal(key, "'" + key + "' must look like " + example + ", but is '" + text + "'.");
        }
        return text;
    }

    boolean isTrue(String key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refusal(key, "'" + key + "' must be true or false, but is '" + text(key) + "'.");
        };
    }

    /** The block under that key, which must be there. */
    Section section(String key, List<String> keys) {
        if (!has(key)) {
            throw refusal(line(node), name + " needs '" + key + "'.");
        }
        return of(file, "'" + key + "'", values.get(key), keys);
    }

    /** The entries of the list under that key; none when the key is missing. */
    List<Node> entries(String key) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof SequenceNode list) {
            return list.getValue();
        }
        throw refusal(key, "'" + key + "' must be a list; begin each entry with a dash.");
    }

    /** The texts of the list under that key; none when the key is missing. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        entries(key).forEach(entry -> texts.add(scalar(entry, "An entry of '" + key + "'")));
        return texts;
    }

    /** First line of this block. */
    int line() {
        return line(node);
    }

    /** Line of the value under that key, or of the block when there is none. */
    int line(String key) {
        Node value = values.get(key);
        return line(value == null ? node : value);
    }

    /** Line on which a text over several lines really begins. */
    int textLine(String key) {
        boolean block = values.get(key) instanceof ScalarNode scalar
                && (scalar.getScalarStyle().getChar() != null
                        && "|>".indexOf(scalar.getScalarStyle().getChar()) >= 0);
        return line(key) + (block ? 1 : 0);
    }

    FilesRejected refusal(String key, String message) {
        return refusal(line(key), message);
    }

    FilesRejected refusal(int line, String message) {
        return refusal(file, line, message);
    }

    static FilesRejected refusal(String file, int line, String message) {
        return new FilesRejected(List.of(new Finding(file, line, message)));
    }

    private String scalar(Node value, String what) {
        if (!(value instanceof ScalarNode scalar)) {
            throw refusal(line(value), what + " must be one value, not a list or a block.");
        }
        String text = scalar.getValue().strip();
        if (text.isEmpty() || scalar.getTag().equals(Tag.NULL)) {
            throw refusal(line(value), what + " is empty. Fill it in or remove it.");
        }
        return text;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
