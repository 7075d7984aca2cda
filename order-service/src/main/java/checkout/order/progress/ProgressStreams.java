package checkout.order.progress;

import checkout.order.progress.CheckoutReader.ReadCheckout;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.TaskExecutor;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The open streams. One task at a time reads from the database, for all streams, so they never need more than one
 * connection; each client is served by a task of its own, so that a slow one holds up nobody else. When the application stops,
 * the streams are completed, and their clients go on at another instance or after the restart.
 */
@Component
class ProgressStreams implements SmartLifecycle {
    /** So that one statement is short, however many streams are open, and its failure concerns only these. */
    private static final int CHECKOUTS_AT_ONCE = 100;

    private static final Logger log = LoggerFactory.getLogger(ProgressStreams.class);

    private final Map<UUID, Set<ProgressStream>> byCheckout = new ConcurrentHashMap<>();
    private final CheckoutReader checkouts;
    private final ProgressCache cache;
    private final TaskExecutor executor;
    private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile boolean running;

    ProgressStreams(CheckoutReader checkouts, ProgressCache cache, TaskExecutor applicationTaskExecutor) {
        this.checkouts = checkouts;
        this.cache = cache;
        this.executor = applicationTaskExecutor;
        cache.onProgress(this::updateSoon);
    }

    void add(ProgressStream stream) {
        byCheckout.compute(stream.checkout(), (id, streams) -> {
            Set<ProgressStream> all = streams == null ? ConcurrentHashMap.newKeySet() : streams;
            all.add(stream);
            return all;
        });
        stream.whenOver(() -> remove(stream));
        if (running) {
            updateSoon(stream.checkout());
        } else {
            stream.complete();
        }
    }

    /** The checkouts that somebody follows. */
    Set<UUID> checkouts() {
        return Set.copyOf(byCheckout.keySet());
    }

    private void remove(ProgressStream stream) {
        byCheckout.computeIfPresent(stream.checkout(), (id, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
        });
    }

    private void updateSoon(UUID checkout) {
        if (byCheckout.containsKey(checkout)) {
            changed.add(checkout);
            readSoon();
        }
    }

    private void readSoon() {
        if (reading.compareAndSet(false, true)) {
            executor.execute(this::readChanged);
        }
    }

    private void readChanged() {
        List<UUID> ids = List.copyOf(changed);
        try {
            changed.removeAll(ids);
            IntStream.iterate(0, first -> first < ids.size(), first -> first + CHECKOUTS_AT_ONCE)
                    .mapToObj(first -> ids.subList(first, Math.min(first + CHECKOUTS_AT_ONCE, ids.size())))
                    .forEach(this::update);
        } finally {
            reading.set(false);
            if (!changed.isEmpty()) {
                readSoon();
            }
        }
    }

    // a checkout whose row makes no sense fails however often it is read, and must not concern the others
    private void update(List<UUID> ids) {
        try {
            checkouts.read(ids).forEach(this::update);
        } catch (DataAccessException | TransactionException passing) {
            log.warn(
                    "Reading {} checkouts for their streams failed and will be repeated: {}",
                    ids.size(),
                    passing.toString());
        } catch (RuntimeException unreadable) {
            if (ids.size() > 1) {
                ids.forEach(id -> update(List.of(id)));
            } else {
                log.error("Checkout {} cannot be read for its streams", ids.getFirst(), unreadable);
            }
        }
    }

    private void update(ReadCheckout read) {
        UUID id = read.order().id();
        List<ProgressEvent> events = cache.eventsOf(id);
        byCheckout
                .getOrDefault(id, Set.of())
                .forEach(stream ->
                        stream.updateOn(executor, read.order(), events, read.returns(), () -> updateSoon(id)));
    }

    /** Finds the ends whose replies were not read, for instance while Kafka is unavailable. */
    @Scheduled(fixedDelayString = "${checkout.progress.look-every:PT2S}")
    void updateAll() {
        if (!byCheckout.isEmpty()) {
            changed.addAll(byCheckout.keySet());
            readSoon();
        }
    }

    @Scheduled(fixedDelayString = "${checkout.progress.beat-every:PT15S}")
    void sendHeartbeats() {
        byCheckout
                .values()
                .forEach(streams -> streams.forEach(
                        stream -> stream.sendHeartbeatOn(executor, () -> updateSoon(stream.checkout()))));
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for its requests, of which an open stream is one. */
    @Override
    public void stop() {
        running = false;
        byCheckout.values().forEach(streams -> streams.forEach(ProgressStream::complete));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
