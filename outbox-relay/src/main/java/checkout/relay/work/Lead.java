package checkout.relay.work;

import checkout.relay.capture.Capture;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.SlotState;
import checkout.relay.slot.Verdict;
import checkout.relay.work.Standing.Refused;
import checkout.relay.work.Standing.Starting;
import checkout.relay.work.Standing.Working;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a leader does for its source: judges the slot, has it read, keeps it moving, and at the end leaves nothing half confirmed. */
final class Lead {

    private static final Logger log = LoggerFactory.getLogger(Lead.class);
    private static final Duration LONGEST_CONFIRMATION = Duration.ofSeconds(3);

    private final RelaySettings.Source source;
    private final Duration heartbeat;
    private final Sessions sessions;
    private final Supplier<Capture> engines;
    private final Consumer<Throwable> whenFailed;
    private final CountDownLatch stop;

    private volatile Standing standing = new Starting();
    private volatile @Nullable SlotState slotState;
    private volatile @Nullable Mishap lastRefusal;
    private volatile @Nullable Capture capture;
    private long lastBeatNanos = System.nanoTime();

    /**
     * @param engines makes an engine that reads the slot from where it stands
     * @param whenFailed is told that an engine has failed, which must end the process
     */
    Lead(
            RelaySettings.Source source,
            Duration heartbeat,
            Sessions sessions,
            Supplier<Capture> engines,
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
        SlotState state = sessions.slot.inspect();
        if (state.noted() == null && state.exists()) {
            sessions.progress.accept(false);
        }
        slotState = state;
        Verdict verdict = sessions.slot.judge(state);
        Capture working = capture;
        if (verdict instanceof Verdict.Refusal refusal) {
            refuse(refusal, working);
        } else if (working == null) {
            startCapture();
        } else if (working.isStreaming()) {
            if (standing instanceof Starting) {
                log.info("Source {} is published from slot {}", source.name(), source.slot());
            }
            standing = new Working();
            beat();
        }
    }

    private void refuse(Verdict.Refusal refusal, @Nullable Capture working) {
        if (working != null) {
            throw new IllegalStateException("under the running engine, " + refusal.what());
        }
        if (!new Refused(refusal).equals(standing)) {
            log.error("Source {} is not published: {}. To go on, {}", source.name(), refusal.what(), refusal.remedy());
            standing = new Refused(refusal);
            lastRefusal = Mishap.now(refusal.what());
        }
    }

    private void startCapture() throws InterruptedException {
        standing = new Starting();
        while (!sessions.slot.isFreedFromFormerReader()) {
            sessions.leadership.renew();
            if (stop.await(50, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        Capture starting = engines.get();
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
            sessions.slot.beat(Capture.HEARTBEAT_PREFIX);
            lastBeatNanos = now;
        }
    }

    /** Ends the reading, with everything that was sent confirmed to the slot if that is possible soon. */
    void finish() throws InterruptedException {
        Capture working = capture;
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

    Standing standing() {
        return standing;
    }

    @Nullable
    SlotState slotState() {
        return slotState;
    }

    @Nullable
    Mishap lastRefusal() {
        return lastRefusal;
    }

    Duration waitingForKafka() {
        Capture working = capture;
        return working == null ? Duration.ZERO : working.waitingForKafka();
    }
}
