package checkout.relay.source;

import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.PublishStats;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ReplicationSlotCheck;
import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.source.SourceStatus.Connecting;
import checkout.relay.source.SourceStatus.Recovering;
import checkout.relay.source.SourceStatus.Standby;
import checkout.relay.source.SourceStatus.Starting;
import checkout.relay.source.SourceStatus.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a source in this process, on its own thread: connects, stands by, leads, recovers, stops.
 *
 * <p>A failure ends all sessions, the engine and the publisher of the source, and then the thread begins again. The next attempt begins only when no
 * thread of the failed engine is alive, so two engines of this process never publish the same source.
 */
public final class SourceRelay {

    private static final Logger log = LoggerFactory.getLogger(SourceRelay.class);
    private static final Duration STANDBY_INTERVAL = Duration.ofMillis(500);
    private static final Duration STARTING_INTERVAL = Duration.ofMillis(250);
    private static final Duration LEADER_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final RelaySettings.Source source;
    private final RelaySettings settings;
    private final Supplier<KafkaPublisher> publishers;
    private final FatalExit fatalExit;
    private final RecoveryBackoff backoff;
    private final String sessionOwner = UUID.randomUUID().toString().substring(0, 8);
    private final PublishStats publishStats = new PublishStats();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    /** Held while the slot is checked or repaired and while an engine starts: a replay and a start exclude each other. */
    private final ReentrantLock slotLock = new ReentrantLock();

    private volatile SourceStatus statusUnlessLeading = new Connecting();
    private volatile @Nullable SlotReading lastSlotReading;
    private volatile @Nullable LastRelayError lastError;
    private volatile @Nullable SourceSessions sessions;
    private volatile @Nullable RelayLeaderLoop leaderLoop;

    /** @param publishers connects a publisher; every engine needs a new one */
    SourceRelay(
            RelaySettings.Source source,
            RelaySettings settings,
            Supplier<KafkaPublisher> publishers,
            FatalExit fatalExit) {
        this.source = source;
        this.settings = settings;
        this.publishers = publishers;
        this.fatalExit = fatalExit;
        this.backoff = new RecoveryBackoff(settings.recovery(), RandomGenerator.getDefault(), System::nanoTime);
    }

    void start() {
        Thread thread = new Thread(this::run, "source-" + source.name());
        thread.setDaemon(true);
        thread.start();
    }

    // the outermost loop: what is thrown here can only be recovered from by a new process
    private void run() {
        try {
            while (!stop.isDone()) {
                try {
                    attempt();
                } catch (RuntimeException e) {
                    recover(e);
                }
            }
            statusUnlessLeading = new Stopped();
        } catch (Throwable e) {
            fatalExit.exit("source " + source.name(), e);
        } finally {
            stopped.complete(null);
        }
    }

    private void attempt() throws InterruptedException {
        try (SourceSessions opened = SourceSessions.open(source, settings, sessionOwner)) {
            sessions = opened;
            if (standBy(opened)) {
                lead(opened);
            }
        } finally {
            sessions = null;
        }
    }

    private void recover(RuntimeException failure) throws InterruptedException {
        if (stop.isDone()) {
            log.warn("Source {} failed while it was stopping", source.name(), failure);
            return;
        }
        if (FatalExit.isBeyondRecovery(failure)) {
            throw failure;
        }
        Duration delay = backoff.next();
        String error = FatalExit.describe(failure);
        lastError = LastRelayError.now(error);
        statusUnlessLeading =
                new Recovering(error, backoff.failures(), Instant.now().plus(delay));
        log.warn(
                "Source {} is not published: {}. Attempt {} to recover begins in {} ms; other sources are not affected",
                source.name(),
                error,
                backoff.failures(),
                delay.toMillis(),
                // the later ones have the same cause, or show it in their message
                backoff.failures() == 1 ? failure : null);
        await(stop, delay);
    }

    /** Waits for the lock; returns false if the process stops before. */
    private boolean standBy(SourceSessions sessions) throws InterruptedException {
        while (!stop.isDone()) {
            if (sessions.leadership.tryAcquire()) {
                return true;
            }
            ReplicationSlotState slotState = sessions.slot.inspect();
            lastSlotReading = SlotReading.now(slotState);
            if (!(statusUnlessLeading instanceof Standby)) {
                log.info("Another relay publishes source {}; this one stands by to take over", source.name());
            }
            statusUnlessLeading = new Standby(
                    switch (sessions.slot.check(slotState)) {
                        case ReplicationSlotCheck.Usable() -> "";
                        case ReplicationSlotCheck.Refusal refusal -> refusal.problem();
                    });
            backoff.works();
            await(stop, STANDBY_INTERVAL);
        }
        return false;
    }

    private void lead(SourceSessions sessions) throws InterruptedException {
        RelayLeaderLoop leading = new RelayLeaderLoop(source, settings, sessions, publishers.get(), publishStats);
        CompletableFuture<Object> interrupted = CompletableFuture.anyOf(stop, leading.failed());
        leaderLoop = leading;
        try {
            while (!stop.isDone()) {
                sessions.leadership.renew();
                publishStats.sample();
                tick(leading);
                await(interrupted, leading.status() instanceof Starting ? STARTING_INTERVAL : LEADER_INTERVAL);
            }
            leading.finish();
        } finally {
            leading.end();
            publishStats.leadershipEnded();
            LastRelayError refusal = leading.lastRefusal();
            lastError = refusal == null ? lastError : refusal;
            statusUnlessLeading = leading.status();
            leaderLoop = null;
        }
    }

    private void tick(RelayLeaderLoop leading) throws InterruptedException {
        // a replay holds the lock as long as it takes; whether the engine reads is looked at all the same
        if (slotLock.tryLock()) {
            try {
                leading.tick();
            } finally {
                slotLock.unlock();
            }
        } else {
            leading.watch();
        }
        ReplicationSlotState slotState = leading.slotState();
        lastSlotReading = slotState == null ? null : SlotReading.now(slotState);
        if (leading.status() instanceof SourceStatus.Working) {
            backoff.works();
        }
    }

    /** Waits until the future completes or the time has passed; throws what the future failed with. */
    private static void await(Future<?> future, Duration timeout) throws InterruptedException {
        try {
            future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException waited) {
            // the usual case: nothing has happened meanwhile
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
        }
    }

    /** Runs the work with exclusive access to the slot, which this process must lead; the engine cannot start meanwhile. */
    public <T> T withLockedSlot(Function<LockedSlot, T> work) {
        slotLock.lock();
        try {
            SourceSessions open = sessions;
            SourceStatus status = status();
            if (open == null || !status.state().mayReplay()) {
                throw new NotLeaderException(source.name(), status);
            }
            open.leadership.requireHeld();
            ReplicationSlotState slotState = open.slot.inspect();
            try (KafkaPublisher publisher = publishers.get()) {
                return work.apply(new LockedSlot(
                        source,
                        settings,
                        open.slot,
                        slotState,
                        open.slot.check(slotState),
                        open.database,
                        open.progress,
                        open.leadership,
                        publisher,
                        publishStats));
            }
        } finally {
            slotLock.unlock();
        }
    }

    void stop() {
        stop.complete(null);
        try {
            stopped.get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn(
                    "Source {} did not stop within {}; the process ends without waiting for it",
                    source.name(),
                    STOP_TIMEOUT);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Indicates a bug: the end of a source cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public RelaySettings.Source source() {
        return source;
    }

    public RelaySettings settings() {
        return settings;
    }

    public SourceStatus status() {
        RelayLeaderLoop leading = leaderLoop;
        return leading == null ? statusUnlessLeading : leading.status();
    }

    /** The slot as this process last saw it; null if it has not seen it yet. */
    public @Nullable SlotReading slotReading() {
        return lastSlotReading;
    }

    /** The last error that kept this process from publishing the source, even if it is over; fatal errors are only logged. */
    public @Nullable LastRelayError lastError() {
        RelayLeaderLoop leading = leaderLoop;
        LastRelayError refusal = leading == null ? null : leading.lastRefusal();
        return refusal == null ? lastError : refusal;
    }

    public PublishStats publishStats() {
        return publishStats;
    }

    public Duration unacknowledgedFor() {
        RelayLeaderLoop leading = leaderLoop;
        return leading == null ? Duration.ZERO : leading.unacknowledgedFor();
    }
}
