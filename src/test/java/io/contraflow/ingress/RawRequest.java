package io.contraflow.ingress;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Requests that a decent client would not send; answers the first line of the response. */
record RawRequest(URI address) {
    private static final int CHUNK = 64 * 1024;

    /** Sends the body in chunks, so that its length is not known before its end. */
    String chunked(String path, byte[] body) {
        return answer(out -> {
            out.write(head(path, "Transfer-Encoding: chunked"));
            for (int at = 0; at < body.length; at += CHUNK) {
                byte[] part = Arrays.copyOfRange(body, at, Math.min(at + CHUNK, body.length));
                out.write((Integer.toHexString(part.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(part);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
    }

    /** Only says how long the body would be. */
    String announced(String path, long length) {
        return answer(out -> out.write(head(path, "Content-Length: " + length)));
    }

    private byte[] head(String path, String header) {
        return ("POST " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n"
                        + "Content-Type: application/json\r\n" + header + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private interface Sending {
        void to(OutputStream out) throws IOException;
    }

    private String answer(Sending sending) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            sending.to(out);
            out.flush();
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
