package checkout.relay.work;

import checkout.relay.capture.CaptureEngine;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.slot.SlotCheck;
import checkout.relay.work.SourceStatus.Refused;
import checkout.relay.work.SourceStatus.Starting;
import checkout.relay.work.SourceStatus.Working;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a leader does for its source: judges the slot, has it read, keeps it moving, and at the end leaves nothing half confirmed. */
final class LeaderLoop {

    private static final Logger log = LoggerFactory.getLogger(LeaderLoop.class);
    private static final Duration LONGEST_CONFIRMATION = Duration.ofSeconds(3);

    private final RelaySettings.Source source;
    private final Duration heartbeat;
    private final SourceSessions sessions;
    private final Supplier<CaptureEngine> engines;
    private final Consumer<Throwable> whenFailed;
    private final CountDownLatch stop;

    private volatile SourceStatus sourceStatus = new Starting();
    private volatile @Nullable ReplicationSlotState slotState;
    private volatile @Nullable LastError lastRefusal;
    private volatile @Nullable CaptureEngine capture;
    private long lastBeatNanos = System.nanoTime();

    /**
     * @param engines makes an engine that reads the slot from where it stands
     * @param whenFailed is told that an engine has failed, which must end the process
     */
    LeaderLoop(
            RelaySettings.Source source,
            Duration heartbeat,
            SourceSessions sessions,
            Supplier<CaptureEngine> engines,
            Consumer<Throwable> whenFailed,
            CountDownLatch stop) {
        this.source = source;
        this.heartbeat = heartbeat;
        this.sessions = sessions;
        this.engines = engines;
        this.whenFailed = whenFailed;
        this.stop = stop;
    }

    /** To be called about once a second, by one thread, while nobody else works on the slot. */
    void look() throws InterruptedException {
        ReplicationSlotState state = sessions.slot.inspect();
        if (state.noted() == null && state.exists()) {
            sessions.progress.accept(false);
        }
        slotState = state;
        SlotCheck slotCheck = sessions.slot.judge(state);
        CaptureEngine working = capture;
        if (slotCheck instanceof SlotCheck.Refusal refusal) {
            refuse(refusal, working);
        } else if (working == null) {
            startCapture();
        } else if (working.isStreaming()) {
            if (sourceStatus instanceof Starting) {
                log.info("Source {} is published from slot {}", source.name(), source.slot());
            }
            sourceStatus = new Working();
            beat();
        }
    }

    private void refuse(SlotCheck.Refusal refusal, @Nullable CaptureEngine working) {
        if (working != null) {
            throw new IllegalStateException("under the running engine, " + refusal.what());
        }
        if (!new Refused(refusal).equals(sourceStatus)) {
            log.error("Source {} is not published: {}. To go on, {}", source.name(), refusal.what(), refusal.remedy());
            sourceStatus = new Refused(refusal);
            lastRefusal = LastError.now(refusal.what());
        }
    }

    private void startCapture() throws InterruptedException {
        sourceStatus = new Starting();
        while (!sessions.slot.isFreedFromFormerReader()) {
            sessions.leadership.renew();
            if (stop.await(50, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        CaptureEngine starting = engines.get();
        capture = starting;
        var unused = starting.start().whenComplete((done, failure) -> {
            if (failure != null) {
                whenFailed.accept(failure);
            }
        });
    }

    private void beat() {
        long now = System.nanoTime();
        if (now - lastBeatNanos >= heartbeat.toNanos()) {
            sessions.slot.beat(CaptureEngine.HEARTBEAT_PREFIX);
            lastBeatNanos = now;
        }
    }

    /** Ends the reading, with everything that was sent confirmed to the slot if that is possible soon. */
    void finish() throws InterruptedException {
        CaptureEngine working = capture;
        if (working == null) {
            return;
        }
        working.finish();
        long deadline = System.nanoTime() + LONGEST_CONFIRMATION.toNanos();
        while (!sessions.slot.inspect().toldAllNoted() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        working.close();
        log.info(
                "Source {} is no longer published by this relay; it goes on from {}",
                source.name(),
                sessions.slot.inspect().confirmed());
    }

    SourceStatus standing() {
        return sourceStatus;
    }

    @Nullable
    ReplicationSlotState slotState() {
        return slotState;
    }

    @Nullable
    LastError lastRefusal() {
        return lastRefusal;
    }

    Duration waitingForKafka() {
        CaptureEngine working = capture;
        return working == null ? Duration.ZERO : working.waitingForKafka();
    }
}
