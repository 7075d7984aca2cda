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

/** A source's life in this process, on a thread of its own: connect, wait for the turn, lead, stop. */
public final class SourceRelay {

    private static final Logger log = LoggerFactory.getLogger(SourceRelay.class);
    private static final Duration STANDBYS_LOOK = Duration.ofMillis(500);
    private static final Duration LEADERS_LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final RelaySettings.Source source;
    private final RelaySettings.Pace pace;
    private final Publisher publisher;
    private final LastWord lastWord;
    private final Traffic traffic = new Traffic();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** Whoever judges, mends or reads the slot holds this: a replay and a start exclude each other. */
    private final ReentrantLock slotWork = new ReentrantLock();

    private volatile Standing aside = new Connecting("not tried yet");
    private volatile @Nullable SlotState seenFromAside;
    private volatile @Nullable Mishap lastError;
    private volatile @Nullable Sessions sessions;
    private volatile @Nullable Lead lead;

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
                } finally {
                    sessions = null;
                }
            }
            aside = new Stopped();
            lead = null;
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
                aside = new Connecting(String.valueOf(e.getMessage()));
                lastError = Mishap.now(String.valueOf(e.getMessage()));
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
            if (!(aside instanceof Standby)) {
                log.info("Another relay works source {}; this one waits to take over", source.name());
                aside = new Standby();
            }
            seenFromAside = sessions.slot.inspect();
            stop.await(STANDBYS_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lead(Sessions sessions) throws InterruptedException {
        Lead lead = new Lead(
                source,
                pace.heartbeat(),
                sessions,
                () -> new Capture(source, pace, sessions.leadership, publisher, traffic, sessions.progress),
                failure -> lastWord.say(source.name(), failure),
                stop);
        while (stop.getCount() > 0) {
            sessions.leadership.renew();
            traffic.sample();
            if (slotWork.tryLock()) {
                try {
                    this.lead = lead;
                    lead.look();
                } finally {
                    slotWork.unlock();
                }
            }
            stop.await(LEADERS_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        lead.finish();
    }

    /** Does something to a slot that this process leads, with the engine kept from starting meanwhile. */
    public <T> T withSlot(Function<HeldSlot, T> work) {
        slotWork.lock();
        try {
            Sessions held = sessions;
            Standing standing = standing();
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
        Lead leading = lead;
        return leading == null ? aside : leading.standing();
    }

    public @Nullable SlotState slotState() {
        Lead leading = lead;
        SlotState seen = leading == null ? null : leading.slotState();
        return seen == null ? seenFromAside : seen;
    }

    /** What kept this process from publishing the source, and may be over by now; what ends the process stands in its log. */
    public @Nullable Mishap lastError() {
        Lead leading = lead;
        Mishap refusal = leading == null ? null : leading.lastRefusal();
        return refusal == null ? lastError : refusal;
    }

    public Traffic traffic() {
        return traffic;
    }

    public Duration waitingForKafka() {
        Lead leading = lead;
        return leading == null ? Duration.ZERO : leading.waitingForKafka();
    }
}
