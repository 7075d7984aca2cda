package checkout.relay.work;

import checkout.relay.capture.Capture;
import checkout.relay.publish.Publisher;
import checkout.relay.publish.Traffic;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.SlotState;
import checkout.relay.slot.Verdict;
import checkout.relay.work.Standing.Connecting;
import checkout.relay.work.Standing.Refused;
import checkout.relay.work.Standing.Standby;
import checkout.relay.work.Standing.Starting;
import checkout.relay.work.Standing.Stopped;
import checkout.relay.work.Standing.Working;
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

/** A source's life in this process, on a thread of its own: connect, wait for the turn, judge the slot, work, stop. */
public final class SourceRelay {

    private static final Logger log = LoggerFactory.getLogger(SourceRelay.class);
    private static final Duration STANDBYS_LOOK = Duration.ofMillis(500);
    private static final Duration LEADERS_LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);
    private static final Duration LONGEST_CONFIRMATION = Duration.ofSeconds(3);

    private final RelaySettings.Source source;
    private final RelaySettings.Pace pace;
    private final Publisher publisher;
    private final LastWord lastWord;
    private final Traffic traffic = new Traffic();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** Whoever judges, mends or reads the slot holds this: a replay and a start exclude each other. */
    private final ReentrantLock slotWork = new ReentrantLock();

    private volatile Standing standing = new Connecting("not tried yet");
    private volatile @Nullable SlotState slotState;
    private volatile @Nullable Sessions sessions;
    private volatile @Nullable Capture capture;
    private long lastBeatNanos = System.nanoTime();

    SourceRelay(RelaySettings.Source source, RelaySettings.Pace pace, Publisher publisher, LastWord lastWord) {
        this.source = source;
        this.pace = pace;
        this.publisher = publisher;
        this.lastWord = lastWord;
    }

    void start() {
        Thread thread = new Thread(this::live, "source-" + source.name());
        thread.setDaemon(true);
        thread.start();
    }

    // the outermost loop: whatever comes here ends the process
    private void live() {
        try {
            Sessions opened = open();
            if (opened != null) {
                try (opened) {
                    sessions = opened;
                    standBy(opened);
                    lead(opened);
                    finish(opened);
                } finally {
                    sessions = null;
                }
            }
            standing = new Stopped();
        } catch (RuntimeException | InterruptedException e) {
            lastWord.say(source.name(), e);
        } finally {
            stopped.countDown();
        }
    }

    private @Nullable Sessions open() throws InterruptedException {
        do {
            try {
                return Sessions.open(source);
            } catch (FlywayException | DataAccessException e) {
                standing = new Connecting(String.valueOf(e.getMessage()));
                log.warn(
                        "Source {} cannot be prepared yet, trying again every {}: {}",
                        source.name(),
                        LEADERS_LOOK,
                        e.getMessage());
            }
        } while (!stop.await(LEADERS_LOOK.toMillis(), TimeUnit.MILLISECONDS));
        return null;
    }

    private void standBy(Sessions sessions) throws InterruptedException {
        while (stop.getCount() > 0 && !sessions.leadership.tryAcquire()) {
            if (!(standing instanceof Standby)) {
                log.info("Another relay works source {}; this one waits to take over", source.name());
                standing = new Standby();
            }
            slotState = sessions.slot.inspect();
            stop.await(STANDBYS_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lead(Sessions sessions) throws InterruptedException {
        while (stop.getCount() > 0) {
            sessions.leadership.renew();
            traffic.sample();
            if (slotWork.tryLock()) {
                try {
                    look(sessions);
                } finally {
                    slotWork.unlock();
                }
            }
            stop.await(LEADERS_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look(Sessions sessions) throws InterruptedException {
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
            startCapture(sessions);
        } else if (working.isStreaming()) {
            if (standing instanceof Starting) {
                log.info("Source {} is published from slot {}", source.name(), source.slot());
            }
            standing = new Working();
            beat(sessions);
        }
    }

    private void refuse(Verdict.Refusal refusal, @Nullable Capture working) {
        if (working != null) {
            throw new IllegalStateException("under the running engine, " + refusal.what());
        }
        if (!new Refused(refusal).equals(standing)) {
            log.error("Source {} is not published: {}. To go on, {}", source.name(), refusal.what(), refusal.remedy());
            standing = new Refused(refusal);
        }
    }

    private void startCapture(Sessions sessions) throws InterruptedException {
        standing = new Starting();
        while (!sessions.slot.isFreedFromFormerReader()) {
            sessions.leadership.renew();
            if (stop.await(50, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        Capture starting = new Capture(source, pace, sessions.leadership, publisher, traffic, sessions.progress);
        capture = starting;
        var unused = starting.start().whenComplete((done, failure) -> {
            if (failure != null) {
                lastWord.say(source.name(), failure);
            }
        });
    }

    private void beat(Sessions sessions) {
        long now = System.nanoTime();
        if (now - lastBeatNanos >= pace.heartbeat().toNanos()) {
            sessions.slot.beat(Capture.HEARTBEAT_PREFIX);
            lastBeatNanos = now;
        }
    }

    private void finish(Sessions sessions) throws InterruptedException {
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

    /** Does something to a slot that this process leads, with the engine kept from starting meanwhile. */
    public <T> T withSlot(Function<HeldSlot, T> work) {
        slotWork.lock();
        try {
            Sessions held = sessions;
            if (held == null || !(standing instanceof Working || standing instanceof Refused)) {
                throw new NotLeading(source.name(), standing);
            }
            held.leadership.demand();
            Verdict verdict = held.slot.judge(held.slot.inspect());
            return work.apply(new HeldSlot(source, verdict, held.progress, held.leadership, publisher, traffic));
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

    public Standing standing() {
        return standing;
    }

    public @Nullable SlotState slotState() {
        return slotState;
    }

    public Traffic traffic() {
        return traffic;
    }

    public Duration waitingForKafka() {
        Capture working = capture;
        return working == null ? Duration.ZERO : working.waitingForKafka();
    }
}
