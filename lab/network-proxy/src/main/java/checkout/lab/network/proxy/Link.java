package checkout.lab.network.proxy;

import checkout.lab.network.fault.Direction;
import checkout.lab.network.fault.FaultEffect;
import checkout.lab.network.fault.NetworkFault;
import checkout.lab.network.fault.NetworkFault.Condition;
import checkout.lab.network.fault.NetworkFault.HalfOpen;
import checkout.lab.network.fault.NetworkFault.Reset;
import checkout.lab.network.proxy.Route.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** The connections of one client to one server, on one or several routes, and what is wrong with them. */
final class Link implements AutoCloseable {

    private static final int BACKLOG = 200;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final LinkConditions conditions = new LinkConditions();
    private final List<ServerSocket> listeners = new CopyOnWriteArrayList<>();
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final Map<Direction, LongAdder> delivered =
            Map.of(Direction.TO_SERVER, new LongAdder(), Direction.TO_CLIENT, new LongAdder());

    Link(String name) {
        this.name = name;
    }

    /** Listens on a route; returns the port, which the system chooses if the route says 0. */
    int listen(Route route) throws IOException {
        Endpoint endpoint = route.listen();
        ServerSocket listener = new ServerSocket();
        listeners.add(listener);
        listener.setReuseAddress(true);
        try {
            listener.bind(new InetSocketAddress(InetAddress.getByName(endpoint.address()), endpoint.port()), BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "%s cannot listen on %s:%d (%s)"
                            .formatted(name, endpoint.address(), endpoint.port(), e.getMessage()),
                    e);
        }
        Thread.ofPlatform().daemon().name(name).start(() -> accept(listener, route.server()));
        return listener.getLocalPort();
    }

    private void accept(ServerSocket listener, Endpoint server) {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                var connection = new ProxiedConnection(
                        connections.incrementAndGet(), client, conditions, delivered, open::remove);
                open.add(connection);
                connection.start(server);
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    // such as no free file descriptor, which may pass
                    System.err.printf("%s could not accept a connection: %s%n", name, e);
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    InjectedFault inject(NetworkFault fault) {
        return switch (fault) {
            case Condition condition -> conditions.begin(condition);
            case Reset reset -> reset(reset);
            case HalfOpen halfOpen -> cut(halfOpen);
        };
    }

    private InjectedFault reset(Reset fault) {
        int reset = 0;
        for (ProxiedConnection each : open) {
            reset += each.reset(fault.directions()) ? 1 : 0;
        }
        return new CutConnections(reset, List.of());
    }

    private InjectedFault cut(HalfOpen fault) {
        List<ProxiedConnection> cut = new ArrayList<>();
        for (ProxiedConnection each : open) {
            if (each.cut(fault)) {
                cut.add(each);
            }
        }
        return new CutConnections(cut.size(), cut);
    }

    /**
     * Connections that were cut once.
     *
     * @param left those of which one side is still there
     */
    private record CutConnections(int connections, List<ProxiedConnection> left) implements InjectedFault {

        @Override
        public FaultEffect effect() {
            return new FaultEffect(
                    connections,
                    left.stream().mapToLong(ProxiedConnection::lostBytes).sum());
        }

        @Override
        public void end() {
            left.forEach(each -> each.reset(Direction.BOTH));
        }
    }

    LinkStatus status() {
        return new LinkStatus(
                name, open.size(), connections.get(), bytes(Direction.TO_SERVER), bytes(Direction.TO_CLIENT));
    }

    private long bytes(Direction direction) {
        LongAdder counter = delivered.get(direction);
        return counter == null ? 0 : counter.sum();
    }

    /** Stops listening and resets what is open. */
    @Override
    public void close() throws IOException {
        for (ServerSocket each : listeners) {
            each.close();
        }
        open.forEach(each -> each.reset(Direction.BOTH));
    }
}
