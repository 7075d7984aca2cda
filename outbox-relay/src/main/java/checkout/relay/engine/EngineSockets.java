package checkout.relay.engine;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open connections of one engine. Closing them ends every wait of the engine for the server, and an engine whose connections were closed cannot open
 * new ones: it cannot read the slot any more, whatever state it is in.
 */
public final class EngineSockets {

    private static final Logger log = LoggerFactory.getLogger(EngineSockets.class);
    private static final Map<String, EngineSockets> OPEN = new ConcurrentHashMap<>();

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private EngineSockets() {}

    /** Registers an engine, so that the sockets that the driver creates for it find each other by its name. */
    public static EngineSockets register(String engine) {
        EngineSockets sockets = new EngineSockets();
        OPEN.put(engine, sockets);
        return sockets;
    }

    public static void unregister(String engine) {
        OPEN.remove(engine);
    }

    static EngineSockets of(String engine) throws IOException {
        EngineSockets sockets = OPEN.get(engine);
        if (sockets == null) {
            throw new IOException("the engine that opens this connection has ended");
        }
        return sockets;
    }

    void add(Socket socket) throws IOException {
        sockets.add(socket);
        if (closed) {
            socket.close();
            throw new IOException("the engine that opens this connection is being ended");
        }
    }

    void remove(Socket socket) {
        sockets.remove(socket);
    }

    public void close() {
        closed = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                log.debug("A connection could not be closed", e);
            }
        }
    }
}
