package io.contraflow.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A load balancer in front of several nodes: each connection goes to the next one that takes it. */
final class Balancer implements AutoCloseable {
    private final List<Integer> ports;
    private final ServerSocket door;
    private final AtomicInteger next = new AtomicInteger();

    Balancer(int port, List<Integer> ports) {
        this.ports = ports;
        try {
            door = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::take);
    }

    private void take() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                daemon(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        for (int i = 0; i < ports.size(); i++) {
            Socket node = new Socket();
            try {
                int port = ports.get(Math.floorMod(next.getAndIncrement(), ports.size()));
                node.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            } catch (IOException down) {
                continue;
            }
            daemon(() -> pipe(node, caller));
            pipe(caller, node);
            return;
        }
        close(caller);
    }

    /** Passes on what comes until either side ends; then both end, as when the node behind died. */
    private static void pipe(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException ended) {
            // Both are closed, which tells the other side.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "balancer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
