package checkout.payment.card;

import checkout.payment.card.CardResultWriter.Answered;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps two threads at work: one begins calls when some are due, one writes answers when some came. Stopped, it begins
 * no more calls and writes the answers of those under way.
 */
@Component
public class CardCallWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CardCallWorker.class);

    private final CardCallDispatcher calls;
    private final CardResultWriter answers;
    private final CardSettings settings;
    private final ApplicationEventPublisher events;
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean open;
    private volatile boolean writing;
    private List<Thread> threads = List.of();

    CardCallWorker(
            CardCallDispatcher calls,
            CardResultWriter answers,
            CardSettings settings,
            ApplicationEventPublisher events) {
        this.events = events;
        this.calls = calls;
        this.answers = answers;
        this.settings = settings;
    }

    /** Says that a call is due, so that it need not wait for the next sweep. */
    public void ring() {
        bell.release();
    }

    @Override
    public void start() {
        open = true;
        writing = true;
        threads = List.of(thread("card-calls", this::call), thread("card-answers", this::write));
        threads.forEach(Thread::start);
    }

    @Override
    public void stop() {
        open = false;
        ring();
        try {
            join(threads.get(0));
            writing = false;
            join(threads.get(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A call ends with its timeout at the latest, so this does too. */
    private void join(Thread thread) throws InterruptedException {
        thread.join(settings.lease().toMillis());
        if (thread.isAlive()) {
            log.warn("{} did not end in time; what it had in hand is done again after its lease", thread.getName());
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    /** After the consumers on the way down: what they ring for is begun as long as possible. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    private void call() {
        while (open) {
            try {
                bell.drainPermits();
                if (!calls.begin(this::ring)) {
                    bell.tryAcquire(settings.sweepEvery().toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.error("Calls that are due could not be begun; they stay due and are looked for again", e);
                pause();
            }
        }
    }

    private void write() {
        while (writing || !calls.idle()) {
            try {
                List<Answered> came = calls.answers(settings.sweepEvery().toMillis());
                if (!came.isEmpty()) {
                    answers.write(came);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // the network says the same again when it is asked again
                log.error("Answers could not be written; the network is asked again when their leases end", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            bell.tryAcquire(settings.sweepEvery().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, cause) -> {
            log.error("{} died; this process cannot take card payments any more and has to be restarted", name, cause);
            AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
        });
        return thread;
    }
}
