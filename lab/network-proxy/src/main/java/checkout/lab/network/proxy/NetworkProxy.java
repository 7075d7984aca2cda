package checkout.lab.network.proxy;

import checkout.lab.network.fault.FaultEffect;
import checkout.lab.network.fault.NetworkFault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** All links, and the faults that are in effect. */
public final class NetworkProxy implements AutoCloseable {

    private static final int MAX_FAULTS = 1_000;

    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("end of faults").factory());

    /** @param end ends the fault although nobody does, because whoever injected it may be gone */
    private record Running(InjectedFault fault, ScheduledFuture<?> end) {}

    /** Opens a link; returns the ports on which it listens, in the order of the routes. */
    public List<Integer> open(String name, List<Route> routes) throws IOException {
        Link link = new Link(name);
        if (links.put(name, link) != null) {
            throw new IllegalArgumentException("two links are named " + name);
        }
        List<Integer> ports = new ArrayList<>();
        for (Route route : routes) {
            ports.add(link.listen(route));
        }
        return List.copyOf(ports);
    }

    public List<LinkStatus> links() {
        return links.values().stream().map(Link::status).toList();
    }

    /**
     * Injects a fault; returns its number.
     *
     * @param longest after which it ends by itself
     */
    public long inject(String name, NetworkFault fault, Duration longest) {
        Link link = links.get(name);
        if (link == null) {
            throw new IllegalArgumentException(
                    "there is no link '%s'; the links are %s".formatted(name, String.join(", ", links.keySet())));
        }
        if (running.size() >= MAX_FAULTS) {
            throw new IllegalArgumentException(
                    "%d faults have not been ended; end them first".formatted(running.size()));
        }
        long id = ids.incrementAndGet();
        InjectedFault injected = link.inject(fault);
        running.put(
                id, new Running(injected, clock.schedule(injected::end, longest.toMillis(), TimeUnit.MILLISECONDS)));
        return id;
    }

    /** What the fault has done so far; empty if there is none of this number. */
    public Optional<FaultEffect> effect(long id) {
        return Optional.ofNullable(running.get(id)).map(each -> each.fault().effect());
    }

    /** Ends a fault; returns what it has done, or empty if there is none of this number. */
    public Optional<FaultEffect> end(long id) {
        return Optional.ofNullable(running.remove(id)).map(NetworkProxy::end);
    }

    public void endAll() {
        List.copyOf(running.keySet()).forEach(this::end);
    }

    private static FaultEffect end(Running ending) {
        ending.end().cancel(false);
        ending.fault().end();
        return ending.fault().effect();
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        for (Link link : links.values()) {
            link.close();
        }
    }
}
