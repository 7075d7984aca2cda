package checkout.lab.network.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import checkout.lab.network.fault.Direction;
import checkout.lab.network.fault.FaultEffect;
import checkout.lab.network.fault.NetworkFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** A server behind a link of a proxy, and what a test does on both sides of it. */
final class ProxiedServer implements AutoCloseable {

    static final String LINK = "shop/bank";
    /** Longer than anything takes that works; a read that gets nothing for so long fails the test. */
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final NetworkProxy proxy = new NetworkProxy();
    private final int port;

    ProxiedServer() throws IOException {
        server.setSoTimeout(PATIENCE_MILLIS);
        Route route =
                new Route(new Route.Endpoint("127.0.0.1", 0), new Route.Endpoint("127.0.0.1", server.getLocalPort()));
        port = proxy.open(LINK, List.of(route)).getFirst();
    }

    /** Both ends of a connection through the proxy. */
    record Connection(Socket client, Socket server) implements AutoCloseable {

        Socket sender(Direction direction) {
            return direction == Direction.TO_SERVER ? client : server;
        }

        Socket receiver(Direction direction) {
            return sender(direction.opposite());
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    NetworkProxy proxy() {
        return proxy;
    }

    LinkStatus status() {
        return proxy.links().getFirst();
    }

    /** A client's connection, which the server may not have accepted yet. */
    Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(PATIENCE_MILLIS);
        client.setTcpNoDelay(true);
        return client;
    }

    Socket accept() throws IOException {
        Socket accepted = server.accept();
        accepted.setSoTimeout(PATIENCE_MILLIS);
        accepted.setTcpNoDelay(true);
        return accepted;
    }

    Connection connection() throws IOException {
        Socket client = connect();
        return new Connection(client, accept());
    }

    long inject(NetworkFault fault) {
        return proxy.inject(LINK, fault, Duration.ofMinutes(5));
    }

    FaultEffect effect(long fault) {
        return proxy.effect(fault).orElseThrow();
    }

    FaultEffect end(long fault) {
        return proxy.end(fault).orElseThrow();
    }

    void stopServer() throws IOException {
        server.close();
    }

    static void send(Socket from, String text) throws IOException {
        from.getOutputStream().write(text.getBytes(US_ASCII));
    }

    /** Reads so many bytes, or fewer if the stream ends. */
    static String receive(Socket by, int length) throws IOException {
        return new String(by.getInputStream().readNBytes(length), US_ASCII);
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        server.close();
    }
}
