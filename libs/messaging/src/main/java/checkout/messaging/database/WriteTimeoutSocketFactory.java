package checkout.messaging.database;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Creates sockets whose writes have the time limit of their reads. A server that is silent does not read either: as soon as
 * the buffers between are full, a write waits, and {@code socketTimeout} of the PostgreSQL driver, which names this class in
 * {@code socketFactory}, only limits reads.
 */
public final class WriteTimeoutSocketFactory extends SocketFactory {

    /** The driver connects it, with a time limit of its own. */
    @Override
    public Socket createSocket() {
        return new WriteTimeoutSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw notByThisFactory();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw notByThisFactory();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw notByThisFactory();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw notByThisFactory();
    }

    private static UnsupportedOperationException notByThisFactory() {
        return new UnsupportedOperationException("create the socket, and connect it with a time limit");
    }
}
