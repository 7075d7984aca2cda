package checkout.lab.network.proxy;

import checkout.lab.network.fault.Direction;
import checkout.lab.network.fault.NetworkFault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** A connection of a client, and the one to the server that is made for it. Each side sees what the other does. */
final class ProxiedConnection {

    private static final int CONNECT_MILLIS = 10_000;

    private final long number;
    private final Socket client;
    private final Socket server = new Socket();
    private final LinkConditions conditions;
    private final StreamForwarder toServer;
    private final StreamForwarder toClient;
    private final Consumer<ProxiedConnection> onClosed;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Set<Direction> ended = EnumSet.noneOf(Direction.class);
    private final LongAdder lostBytes = new LongAdder();
    /** The directions whose sender does not know that nothing arrives any more; empty as long as the connection is whole. */
    private volatile Set<Direction> untold = Set.of();

    /** Whether the link has let the client through to the server. */
    private volatile boolean onTheWay;

    ProxiedConnection(
            long number,
            Socket client,
            LinkConditions conditions,
            Map<Direction, LongAdder> delivered,
            Consumer<ProxiedConnection> onClosed) {
        this.number = number;
        this.client = client;
        this.conditions = conditions;
        this.onClosed = onClosed;
        this.toServer = pump(Direction.TO_SERVER, client, server, delivered);
        this.toClient = pump(Direction.TO_CLIENT, server, client, delivered);
    }

    private StreamForwarder pump(Direction direction, Socket from, Socket to, Map<Direction, LongAdder> delivered) {
        LongAdder counter = delivered.get(direction);
        if (counter == null) {
            throw new IllegalArgumentException("no counter for " + direction);
        }
        return new StreamForwarder(this, direction, from, to, conditions, counter);
    }

    long number() {
        return number;
    }

    /** Starts carrying bytes. */
    void start(Route.Endpoint address) {
        inThread("read to server", () -> {
            toServer.read();
            if (!onTheWay) {
                close(Set.of()); // the client has given up; the server shall not see a connection that nobody uses
            }
        });
        inThread("deliver to server", () -> {
            if (connect(address)) {
                inThread("read to client", toClient::read);
                inThread("deliver to client", toClient::deliver);
                toServer.deliver();
            }
        });
    }

    /** Work that ends when the connection is closed. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private void inThread(String name, Work work) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                work.run();
            } catch (InterruptedException closing) {
                close(Set.of());
            }
        });
        threads.add(thread);
        thread.start();
        if (closed.get()) {
            thread.interrupt(); // it may have been added after the others were interrupted
        }
    }

    /** Connects to the server when the link lets it, unless the client has given up meanwhile. */
    private boolean connect(Route.Endpoint address) throws InterruptedException {
        EventTransit passage =
                EventTransit.of(number, Direction.TO_SERVER, new StreamEvent.Data(new byte[0], System.nanoTime()));
        try {
            conditions.awaitPassage(passage, 0);
        } finally {
            conditions.passed(passage);
        }
        onTheWay = true;
        if (toServer.hasEnded()) {
            close(Set.of());
            return false;
        }
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(address.address(), address.port()), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            close(Set.of(Direction.TO_CLIENT));
            return false;
        }
    }

    /** Resets it for the sides at the end of these directions, and ends it for the others. Returns false if it had ended. */
    boolean reset(Set<Direction> directions) {
        return close(directions);
    }

    /** Leaves the senders of these directions alone with their end. Returns false if the connection had ended. */
    boolean cut(NetworkFault.HalfOpen fault) {
        if (closed.get() || isCut()) {
            return false;
        }
        untold = fault.directions();
        if (untold.size() == 1) {
            reset(receiver(untold.iterator().next()));
        }
        return true;
    }

    boolean isCut() {
        return !untold.isEmpty();
    }

    void lost(Direction direction, int bytes) {
        if (untold.contains(direction)) {
            lostBytes.add(bytes);
        }
    }

    /** What senders have sent who do not know that nobody receives it. */
    long lostBytes() {
        return lostBytes.sum();
    }

    /** The sender has closed its output. */
    void senderEnded(Direction direction) {
        if (!isCut()) {
            endOutput(receiver(direction));
        }
        finished(direction);
    }

    /** The sender has reset the connection, or is gone. */
    void senderFailed(Direction direction) {
        if (isCut()) {
            finished(direction);
        } else {
            close(Set.of(direction));
        }
    }

    /** The receiver takes no more. Returns whether the direction goes on. */
    boolean receiverFailed(Direction direction) throws InterruptedException {
        if (isCut()) {
            return true;
        }
        StreamForwarder back = direction == Direction.TO_SERVER ? toClient : toServer;
        if (!back.senderIsGone()) {
            // its last bytes may still be on the way to the sender, who is told by the end of the connection
            finished(direction);
        }
        return false;
    }

    private void finished(Direction direction) {
        boolean all;
        synchronized (ended) {
            ended.add(direction);
            all = ended.containsAll(isCut() ? untold : Direction.BOTH);
        }
        if (all) {
            close(Set.of());
        }
    }

    private static void endOutput(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException gone) {
            return; // whoever is gone cannot be told
        }
    }

    private Socket receiver(Direction direction) {
        return direction == Direction.TO_SERVER ? server : client;
    }

    private boolean close(Set<Direction> resets) {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        for (Direction direction : Direction.values()) {
            if (resets.contains(direction)) {
                reset(receiver(direction));
            } else {
                close(receiver(direction));
            }
        }
        threads.forEach(Thread::interrupt);
        onClosed.accept(this);
        return true;
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.err.printf("A socket could not be closed: %s%n", e);
        }
    }
}
