package io.contraflow.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.UUID;

/** A form with a file, as browsers and programs send it. */
public final class FileForm {
    /** A brown picture of 60 by 40 pixels. */
    public static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAADwAAAAoCAIAAAAt2Q6oAAAAO0lEQVR42u3OQQkAAAgEsItjJhMbyxQ+hMECLNP1Tq"
                    + "SlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpS8ti4UWdXmn0J8AAAAASUVORK5CYII=";

    private final String boundary = "form-" + UUID.randomUUID();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    public FileForm field(String name, String value) {
        return part("name=\"" + name + "\"", "", value.getBytes(UTF_8));
    }

    /** That picture as its bytes. */
    public static byte[] picture() {
        return Base64.getDecoder().decode(PICTURE);
    }

    /** @param claimed the type that the sender says it is */
    public FileForm file(String name, String claimed, byte[] content) {
        return part("name=\"file\"; filename=\"" + name + "\"", "Content-Type: " + claimed + "\r\n", content);
    }

    private FileForm part(String disposition, String more, byte[] content) {
        body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + more + "\r\n")
                        .getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(UTF_8));
        return this;
    }

    public Web.Answer send(Web sender, String path) {
        byte[] end = ("--" + boundary + "--\r\n").getBytes(UTF_8);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(end);
        return sender.send(
                "POST", path, whole.toByteArray(), "Content-Type", "multipart/form-data; boundary=" + boundary);
    }
}
