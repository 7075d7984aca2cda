package checkout.relay;

import checkout.backing.postgres.PostgresServer;
import checkout.testinfra.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Forwards connections to a server until it is told to fall silent, as a network does that swallows packets, or to reset them. */
@SuppressWarnings({"UnnecessaryLambda", "NonAtomicVolatileUpdate"}) // only the link's own thread appends
final class TcpProxy implements AutoCloseable {

    private static final int STARTUP_BYTES = 200;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Predicate<String> silent = TcpProxy::never;

    private TcpProxy(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    private static boolean never(String startup) {
        return false;
    }

    /** The same database through this proxy. */
    TestDatabase connects(TestDatabase database) {
        PostgresServer server = database.server();
        return new TestDatabase(
                new PostgresServer("127.0.0.1", port(), server.superuserName(), server.superuserPassword()),
                database.name(),
                database.schema(),
                database.passwords());
    }

    static TcpProxy to(PostgresServer server) throws IOException {
        return to(server.host(), server.port());
    }

    private static TcpProxy to(String host, int port) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        TcpProxy proxy = new TcpProxy(listener, new InetSocketAddress(host, port));
        daemon(proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** New connections are accepted, but no byte passes in either direction, and neither does the end of a connection. */
    void fallSilent() {
        silent = startup -> true;
    }

    /** Only the connection from which the slot is read falls silent. */
    void fallSilentForReplication() {
        silent = startup -> startup.contains("replication");
    }

    /** Connections that were silent are dead; new ones work. */
    void speakAgain() {
        reset();
        silent = TcpProxy::never;
    }

    /** Bytes that were held back pass now. */
    void resume() {
        silent = TcpProxy::never;
    }

    void reset() {
        for (Socket socket : sockets) {
            close(socket);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                daemon(() -> connect(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket client) {
        Link link = new Link();
        try {
            Socket server = new Socket();
            server.connect(target);
            sockets.add(server);
            daemon(() -> forward(link, server, client));
            link.fromClient = client;
            forward(link, client, server);
        } catch (IOException e) {
            close(client);
        }
    }

    private void forward(Link link, Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n != -1; n = in.read(buffer)) {
                if (from == link.fromClient && link.startup.length() < STARTUP_BYTES) {
                    link.startup = link.startup.concat(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                }
                awaitSpeech(link, from);
                out.write(buffer, 0, n);
                out.flush();
            }
            awaitSpeech(link, from);
        } catch (IOException e) {
            // one side is gone, so the other has to go
        } finally {
            close(from);
            close(to);
        }
    }

    private void awaitSpeech(Link link, Socket socket) throws IOException {
        while (silent.test(link.startup)) {
            if (socket.isClosed()) {
                throw new IOException("closed while silent");
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** A connection through the proxy, recognized by what the client sent at its beginning. */
    private static final class Link {
        private volatile String startup = "";
        private volatile @Nullable Socket fromClient;
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.setSoLinger(true, 0); // with a reset
            socket.close();
        } catch (IOException e) {
            // it is closed already
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        reset();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
