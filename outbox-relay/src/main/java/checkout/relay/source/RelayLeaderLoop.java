package checkout.relay.source;

import checkout.relay.capture.CaptureEngine;
import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.PublishStats;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ReplicationSlotCheck;
import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.source.SourceStatus.Refused;
import checkout.relay.source.SourceStatus.Starting;
import checkout.relay.source.SourceStatus.Working;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of a source's leader, from taking the lock to losing it: checks the slot, starts the engine, watches whether it reads, emits heartbeats, and at
 * a regular end confirms everything that was sent.
 */
final class RelayLeaderLoop {

    private static final Logger log = LoggerFactory.getLogger(RelayLeaderLoop.class);
    private static final Duration CONFIRMATION_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final RelaySettings.Source source;
    private final RelaySettings settings;
    private final SourceSessions sessions;
    private final PublishStats publishStats;
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private final KafkaPublisher publisher;

    private volatile SourceStatus status = new Starting();
    private volatile @Nullable ReplicationSlotState slotState;
    private volatile @Nullable LastRelayError lastRefusal;
    private volatile @Nullable CaptureEngine engine;
    private long lastHeartbeatNanos = System.nanoTime();
    private long lastActiveNanos = System.nanoTime();

    RelayLeaderLoop(
            RelaySettings.Source source,
            RelaySettings settings,
            SourceSessions sessions,
            KafkaPublisher publisher,
            PublishStats publishStats) {
        this.source = source;
        this.settings = settings;
        this.sessions = sessions;
        this.publishStats = publishStats;
        this.publisher = publisher;
    }

    /** Fails when the engine fails, which it also does when the publisher has failed; never completes otherwise. */
    CompletableFuture<Void> failed() {
        return failed;
    }

    /** Must be called about once a second, by one thread, with the lock on the slot held. */
    void tick() throws InterruptedException {
        ReplicationSlotState state = sessions.slot.inspect();
        if (state.saved().position() == null && state.exists()) {
            sessions.progress.initialize(state.publication());
            state = sessions.slot.inspect();
        }
        slotState = state;
        ReplicationSlotCheck check = sessions.slot.check(state);
        sessions.progress.savePublication(state, check instanceof ReplicationSlotCheck.Usable);
        switch (check) {
            case ReplicationSlotCheck.Usable() -> publish(state);
            case ReplicationSlotCheck.Refusal refusal -> refuse(refusal);
        }
    }

    /** As {@link #tick}, while something else has the lock on the slot: looks whether the engine reads, and changes nothing. */
    void watch() {
        ReplicationSlotState state = sessions.slot.inspect();
        slotState = state;
        CaptureEngine running = engine;
        if (running != null) {
            requireReading(running, state);
        }
    }

    private void publish(ReplicationSlotState state) throws InterruptedException {
        CaptureEngine running = engine;
        if (running == null) {
            startEngine(state);
        } else {
            requireReading(running, state);
        }
    }

    // an engine may believe that it reads while the server has ended its session, or while its thread hangs before it
    // began
    private void requireReading(CaptureEngine running, ReplicationSlotState state) {
        boolean starting = status instanceof Starting;
        if (running.isStreaming() && state.active()) {
            lastActiveNanos = System.nanoTime();
            if (starting) {
                // this state of the slot is checked too; nobody else could advance it since, because the engine reads
                // it
                running.allowConfirming();
                log.info("Source {} is published from slot {}", source.name(), source.slot());
            }
            status = new Working();
            emitHeartbeat();
            return;
        }
        Duration inactive = Duration.ofNanos(System.nanoTime() - lastActiveNanos);
        Duration limit = starting ? START_TIMEOUT : settings.recovery().silence();
        if (inactive.compareTo(limit) > 0) {
            throw new IllegalStateException(
                    "nothing has read slot %s for %d s, although the engine runs: the server shows the slot as %s"
                            .formatted(source.slot(), inactive.toSeconds(), state.active() ? "active" : "not active"));
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

    private void startEngine(ReplicationSlotState state) throws InterruptedException {
        status = new Starting();
        long deadline =
                System.nanoTime() + settings.recovery().silence().dividedBy(2).toNanos();
        while (!sessions.slot.terminateFormerReader()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "slot %s is still read by the session with pid %s of role %s, which did not end when it was told to: end that session"
                                .formatted(source.slot(), state.readerPid(), state.readerRole()));
            }
            sessions.leadership.renew();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        sessions.slotFailover.markIfConfigured(state);
        CaptureEngine starting = new CaptureEngine(
                source,
                sessions.server(),
                settings.pace(),
                settings.recovery(),
                sessions.leadership,
                publisher,
                publishStats,
                sessions.progress,
                settings.memoryPerSource());
        engine = starting;
        lastActiveNanos = System.nanoTime();
        var unused = starting.start().whenComplete((done, failure) -> {
            if (failure != null) {
                failed.completeExceptionally(failure);
            }
        });
    }

    private void emitHeartbeat() {
        long now = System.nanoTime();
        if (now - lastHeartbeatNanos >= settings.pace().heartbeat().toNanos()) {
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
        while (!sessions.slot.inspect().saved().confirmedAll() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        running.close();
        log.info(
                "Source {} is no longer published by this relay; the next start continues from {}",
                source.name(),
                sessions.slot.inspect().confirmed());
    }

    /** Ends everything in this order: nothing more may be sent, what was sent is given up, no thread of the engine is alive. */
    void end() {
        if (status instanceof Working) {
            status = new Starting(); // not ready any more
        }
        try {
            sessions.leadership.release();
            publisher.close();
        } finally {
            CaptureEngine running = engine;
            if (running != null) {
                running.endWithin(settings.recovery().endTimeout());
            }
        }
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
