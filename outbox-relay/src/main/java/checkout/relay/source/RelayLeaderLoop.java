package checkout.relay.source;

import checkout.relay.capture.CaptureEngine;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ReplicationSlotCheck;
import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.source.SourceStatus.Refused;
import checkout.relay.source.SourceStatus.Starting;
import checkout.relay.source.SourceStatus.Working;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of a source's leader: checks the slot, starts the engine, emits heartbeats, and at the end confirms everything that was sent. */
final class RelayLeaderLoop {

    private static final Logger log = LoggerFactory.getLogger(RelayLeaderLoop.class);
    private static final Duration CONFIRMATION_TIMEOUT = Duration.ofSeconds(3);

    private final RelaySettings.Source source;
    private final Duration heartbeatInterval;
    private final SourceSessions sessions;
    private final Supplier<CaptureEngine> engineFactory;
    private final Consumer<Throwable> onFailure;
    private final CountDownLatch stop;

    private volatile SourceStatus status = new Starting();
    private volatile @Nullable ReplicationSlotState slotState;
    private volatile @Nullable LastRelayError lastRefusal;
    private volatile @Nullable CaptureEngine engine;
    private long lastHeartbeatNanos = System.nanoTime();

    /**
     * @param engineFactory creates an engine that reads from the slot's current position
     * @param onFailure is called when an engine has failed, and must end the process
     */
    RelayLeaderLoop(
            RelaySettings.Source source,
            Duration heartbeatInterval,
            SourceSessions sessions,
            Supplier<CaptureEngine> engineFactory,
            Consumer<Throwable> onFailure,
            CountDownLatch stop) {
        this.source = source;
        this.heartbeatInterval = heartbeatInterval;
        this.sessions = sessions;
        this.engineFactory = engineFactory;
        this.onFailure = onFailure;
        this.stop = stop;
    }

    /** Must be called about once a second, by one thread, with the lock on the slot held. */
    void tick() throws InterruptedException {
        ReplicationSlotState state = sessions.slot.inspect();
        if (state.saved() == null && state.exists()) {
            sessions.progress.initialize();
        }
        slotState = state;
        switch (sessions.slot.check(state)) {
            case ReplicationSlotCheck.Usable() -> publish();
            case ReplicationSlotCheck.Refusal refusal -> refuse(refusal);
        }
    }

    private void publish() throws InterruptedException {
        CaptureEngine running = engine;
        if (running == null) {
            startEngine();
        } else if (running.isStreaming()) {
            if (status instanceof Starting) {
                log.info("Source {} is published from slot {}", source.name(), source.slot());
            }
            status = new Working();
            emitHeartbeat();
        }
    }

    private void refuse(ReplicationSlotCheck.Refusal refusal) {
        if (engine != null) {
            throw new IllegalStateException("while the engine was running, " + refusal.problem());
        }
        if (!new Refused(refusal).equals(status)) {
            log.error(
                    "Source {} is not published: {}. To continue, {}",
                    source.name(),
                    refusal.problem(),
                    refusal.remedy());
            status = new Refused(refusal);
            lastRefusal = LastRelayError.now(refusal.problem());
        }
    }

    private void startEngine() throws InterruptedException {
        status = new Starting();
        while (!sessions.slot.terminateFormerReader()) {
            sessions.leadership.renew();
            if (stop.await(50, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        CaptureEngine starting = engineFactory.get();
        engine = starting;
        var unused = starting.start().whenComplete((done, failure) -> {
            if (failure != null) {
                onFailure.accept(failure);
            }
        });
    }

    private void emitHeartbeat() {
        long now = System.nanoTime();
        if (now - lastHeartbeatNanos >= heartbeatInterval.toNanos()) {
            sessions.slot.emitHeartbeat(CaptureEngine.HEARTBEAT_PREFIX);
            lastHeartbeatNanos = now;
        }
    }

    /** Stops reading; waits a short time until everything that was sent is confirmed to the slot. */
    void finish() throws InterruptedException {
        CaptureEngine running = engine;
        if (running == null) {
            return;
        }
        running.finish();
        long deadline = System.nanoTime() + CONFIRMATION_TIMEOUT.toNanos();
        while (!sessions.slot.inspect().confirmedAllSaved() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        running.close();
        log.info(
                "Source {} is no longer published by this relay; the next start continues from {}",
                source.name(),
                sessions.slot.inspect().confirmed());
    }

    SourceStatus status() {
        return status;
    }

    @Nullable
    ReplicationSlotState slotState() {
        return slotState;
    }

    @Nullable
    LastRelayError lastRefusal() {
        return lastRefusal;
    }

    Duration unacknowledgedFor() {
        CaptureEngine running = engine;
        return running == null ? Duration.ZERO : running.unacknowledgedFor();
    }
}
