package checkout.relay.work;

import checkout.relay.capture.CaptureEngine;
import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.PublishStats;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.slot.SlotCheck;
import checkout.relay.work.SourceStatus.Connecting;
import checkout.relay.work.SourceStatus.Refused;
import checkout.relay.work.SourceStatus.Standby;
import checkout.relay.work.SourceStatus.Stopped;
import checkout.relay.work.SourceStatus.Working;
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

/** A source's life in this process, on a thread of its own: connect, wait for the turn, lead, stop. */
public final class SourceRelay {

    private static final Logger log = LoggerFactory.getLogger(SourceRelay.class);
    private static final Duration STANDBYS_LOOK = Duration.ofMillis(500);
    private static final Duration LEADERS_LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final RelaySettings.Source source;
    private final RelaySettings.Pace pace;
    private final KafkaPublisher publisher;
    private final FatalExit fatalExit;
    private final PublishStats publishStats = new PublishStats();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** Whoever judges, mends or reads the slot holds this: a replay and a start exclude each other. */
    private final ReentrantLock slotWork = new ReentrantLock();

    private volatile SourceStatus aside = new Connecting("not tried yet");
    private volatile @Nullable ReplicationSlotState seenFromAside;
    private volatile @Nullable LastError lastError;
    private volatile @Nullable SourceSessions sessions;
    private volatile @Nullable LeaderLoop leaderLoop;

    SourceRelay(RelaySettings.Source source, RelaySettings.Pace pace, KafkaPublisher publisher, FatalExit fatalExit) {
        this.source = source;
        this.pace = pace;
        this.publisher = publisher;
        this.fatalExit = fatalExit;
    }

    void start() {
        Thread thread = new Thread(this::live, "source-" + source.name());
        thread.setDaemon(true);
        thread.start();
    }

    // the outermost loop: whatever comes here ends the process
    private void live() {
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
            aside = new Stopped();
            leaderLoop = null;
        } catch (RuntimeException | InterruptedException e) {
            fatalExit.say(source.name(), e);
        } finally {
            stopped.countDown();
        }
    }

    private @Nullable SourceSessions open() throws InterruptedException {
        do {
            try {
                return SourceSessions.open(source);
            } catch (FlywayException | DataAccessException e) {
                aside = new Connecting(String.valueOf(e.getMessage()));
                lastError = LastError.now(String.valueOf(e.getMessage()));
                log.warn(
                        "Source {} cannot be prepared yet, trying again every {}: {}",
                        source.name(),
                        LEADERS_LOOK,
                        e.getMessage());
            }
        } while (!stop.await(LEADERS_LOOK.toMillis(), TimeUnit.MILLISECONDS));
        return null;
    }

    private void standBy(SourceSessions sessions) throws InterruptedException {
        while (stop.getCount() > 0 && !sessions.leadership.tryAcquire()) {
            if (!(aside instanceof Standby)) {
                log.info("Another relay works source {}; this one waits to take over", source.name());
                aside = new Standby();
            }
            seenFromAside = sessions.slot.inspect();
            stop.await(STANDBYS_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lead(SourceSessions sessions) throws InterruptedException {
        LeaderLoop leaderLoop = new LeaderLoop(
                source,
                pace.heartbeat(),
                sessions,
                () -> new CaptureEngine(source, pace, sessions.leadership, publisher, publishStats, sessions.progress),
                failure -> fatalExit.say(source.name(), failure),
                stop);
        while (stop.getCount() > 0) {
            sessions.leadership.renew();
            publishStats.sample();
            if (slotWork.tryLock()) {
                try {
                    this.leaderLoop = leaderLoop;
                    leaderLoop.look();
                } finally {
                    slotWork.unlock();
                }
            }
            stop.await(LEADERS_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        leaderLoop.finish();
    }

    /** Does something to a slot that this process leads, with the engine kept from starting meanwhile. */
    public <T> T withSlot(Function<HeldSlot, T> work) {
        slotWork.lock();
        try {
            SourceSessions held = sessions;
            SourceStatus sourceStatus = standing();
            if (held == null || !(sourceStatus instanceof Working || sourceStatus instanceof Refused)) {
                throw new NotLeaderException(source.name(), sourceStatus);
            }
            held.leadership.demand();
            SlotCheck slotCheck = held.slot.judge(held.slot.inspect());
            return work.apply(new HeldSlot(source, slotCheck, held.progress, held.leadership, publisher, publishStats));
        } finally {
            slotWork.unlock();
        }
    }

    void stop() {
        stop.countDown();
        try {
            if (!stopped.await(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Source {} did not stop in {}; the process ends without it", source.name(), LONGEST_STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public RelaySettings.Source source() {
        return source;
    }

    public SourceStatus standing() {
        LeaderLoop leading = leaderLoop;
        return leading == null ? aside : leading.standing();
    }

    public @Nullable ReplicationSlotState slotState() {
        LeaderLoop leading = leaderLoop;
        ReplicationSlotState seen = leading == null ? null : leading.slotState();
        return seen == null ? seenFromAside : seen;
    }

    /** What kept this process from publishing the source, and may be over by now; what ends the process stands in its log. */
    public @Nullable LastError lastError() {
        LeaderLoop leading = leaderLoop;
        LastError refusal = leading == null ? null : leading.lastRefusal();
        return refusal == null ? lastError : refusal;
    }

    public PublishStats traffic() {
        return publishStats;
    }

    public Duration waitingForKafka() {
        LeaderLoop leading = leaderLoop;
        return leading == null ? Duration.ZERO : leading.waitingForKafka();
    }
}
