package checkout.relay.source;

import checkout.relay.capture.CaptureEngine;
import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.PublishStats;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ReplicationSlotCheck;
import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.source.SourceStatus.Connecting;
import checkout.relay.source.SourceStatus.Standby;
import checkout.relay.source.SourceStatus.Stopped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Runs a source in this process, on its own thread: connects, stands by, leads, stops. */
public final class SourceRelay {

    private static final Logger log = LoggerFactory.getLogger(SourceRelay.class);
    private static final Duration STANDBY_INTERVAL = Duration.ofMillis(500);
    private static final Duration LEADER_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final RelaySettings.Source source;
    private final RelaySettings.Pace pace;
    private final KafkaPublisher publisher;
    private final FatalExit fatalExit;
    private final PublishStats publishStats = new PublishStats();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** Held while the slot is checked or repaired and while an engine starts: a replay and a start exclude each other. */
    private final ReentrantLock slotLock = new ReentrantLock();

    private volatile SourceStatus statusUnlessLeading = new Connecting("not tried yet");
    private volatile @Nullable ReplicationSlotState slotStateUnlessLeading;
    private volatile @Nullable LastRelayError lastError;
    private volatile @Nullable SourceSessions sessions;
    private volatile @Nullable RelayLeaderLoop leaderLoop;

    SourceRelay(RelaySettings.Source source, RelaySettings.Pace pace, KafkaPublisher publisher, FatalExit fatalExit) {
        this.source = source;
        this.pace = pace;
        this.publisher = publisher;
        this.fatalExit = fatalExit;
    }

    void start() {
        Thread thread = new Thread(this::run, "source-" + source.name());
        thread.setDaemon(true);
        thread.start();
    }

    // the outermost loop: every failure that gets here ends the process
    private void run() {
        try {
            SourceSessions opened = open();
            if (opened != null) {
                try (opened) {
                    sessions = opened;
                    standBy(opened);
                    lead(opened);
                } finally {
                    sessions = null;
                }
            }
            statusUnlessLeading = new Stopped();
            leaderLoop = null;
        } catch (RuntimeException | InterruptedException e) {
            fatalExit.exit("source " + source.name(), e);
        } finally {
            stopped.countDown();
        }
    }

    private @Nullable SourceSessions open() throws InterruptedException {
        do {
            try {
                return SourceSessions.open(source);
            } catch (FlywayException | DataAccessException e) {
                statusUnlessLeading = new Connecting(String.valueOf(e.getMessage()));
                lastError = LastRelayError.now(String.valueOf(e.getMessage()));
                log.warn(
                        "Source {} cannot be prepared yet and is tried again every {}: {}",
                        source.name(),
                        LEADER_INTERVAL,
                        e.getMessage());
            }
        } while (!stop.await(LEADER_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        return null;
    }

    private void standBy(SourceSessions sessions) throws InterruptedException {
        while (stop.getCount() > 0 && !sessions.leadership.tryAcquire()) {
            if (!(statusUnlessLeading instanceof Standby)) {
                log.info("Another relay publishes source {}; this one stands by to take over", source.name());
                statusUnlessLeading = new Standby();
            }
            slotStateUnlessLeading = sessions.slot.inspect();
            stop.await(STANDBY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lead(SourceSessions sessions) throws InterruptedException {
        RelayLeaderLoop leaderLoop = new RelayLeaderLoop(
                source,
                pace.heartbeat(),
                sessions,
                () -> new CaptureEngine(
                        source,
                        sessions.server(),
                        pace,
                        sessions.leadership,
                        publisher,
                        publishStats,
                        sessions.progress),
                failure -> fatalExit.exit("source " + source.name(), failure),
                stop);
        while (stop.getCount() > 0) {
            sessions.leadership.renew();
            publishStats.sample();
            if (slotLock.tryLock()) {
                try {
                    this.leaderLoop = leaderLoop;
                    leaderLoop.tick();
                } finally {
                    slotLock.unlock();
                }
            }
            stop.await(LEADER_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
        leaderLoop.finish();
    }

    /** Runs the work with exclusive access to the slot, which this process must lead; the engine cannot start meanwhile. */
    public <T> T withLockedSlot(Function<LockedSlot, T> work) {
        slotLock.lock();
        try {
            SourceSessions open = sessions;
            SourceStatus status = status();
            if (open == null || !mayReplay(status)) {
                throw new NotLeaderException(source.name(), status);
            }
            open.leadership.requireHeld();
            ReplicationSlotCheck slotCheck = open.slot.check(open.slot.inspect());
            return work.apply(
                    new LockedSlot(source, slotCheck, open.progress, open.leadership, publisher, publishStats));
        } finally {
            slotLock.unlock();
        }
    }

    private static boolean mayReplay(SourceStatus status) {
        return switch (status.state()) {
            case WORKING, REFUSED -> true;
            case CONNECTING, STANDBY, STARTING, STOPPED -> false;
        };
    }

    void stop() {
        stop.countDown();
        try {
            if (!stopped.await(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn(
                        "Source {} did not stop within {}; the process ends without waiting for it",
                        source.name(),
                        STOP_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public RelaySettings.Source source() {
        return source;
    }

    public SourceStatus status() {
        RelayLeaderLoop leading = leaderLoop;
        return leading == null ? statusUnlessLeading : leading.status();
    }

    public @Nullable ReplicationSlotState slotState() {
        RelayLeaderLoop leading = leaderLoop;
        ReplicationSlotState state = leading == null ? null : leading.slotState();
        return state == null ? slotStateUnlessLeading : state;
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
