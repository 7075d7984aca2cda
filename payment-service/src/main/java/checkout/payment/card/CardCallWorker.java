package checkout.payment.card;

import checkout.payment.card.CardResultBatch.CallResult;
import checkout.payment.provider.CardSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs two threads: one begins due calls to the card provider, the other writes their results. When stopped, it begins no
 * more calls and writes the results of those under way. An error that ends one of them ends the process.
 */
@Component
public class CardCallWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CardCallWorker.class);

    private final CardCallDispatcher dispatcher;
    private final CardResultWriter resultWriter;
    private final CardSettings settings;
    private final FatalExit fatalExit;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean running;
    private volatile boolean writing;
    private List<Thread> threads = List.of();

    CardCallWorker(
            CardCallDispatcher dispatcher, CardResultWriter resultWriter, CardSettings settings, FatalExit fatalExit) {
        this.dispatcher = dispatcher;
        this.resultWriter = resultWriter;
        this.settings = settings;
        this.fatalExit = fatalExit;
    }

    /** Begins due calls at once instead of at the next sweep. */
    public void wakeUp() {
        wakeUps.release();
    }

    /** Like {@link #wakeUp}, if a refund owes a call. */
    public void wakeUpForRefunds() {
        dispatcher.refundsAreDue();
        wakeUp();
    }

    /** Like {@link #wakeUp}, if a call that is repeated anyway has become due before its time. */
    public void wakeUpForRepeats() {
        dispatcher.repeatsAreDue();
        wakeUp();
    }

    @Override
    public void start() {
        running = true;
        writing = true;
        threads = List.of(
                thread("card-calls", this::beginCalls, fatalExit),
                thread("card-answers", this::writeResults, fatalExit));
        threads.forEach(Thread::start);
    }

    @Override
    public void stop() {
        running = false;
        wakeUp();
        try {
            join(threads.getFirst());
            writing = false;
            join(threads.getLast());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends in time, because every call ends with its timeout at the latest. */
    private void join(Thread thread) throws InterruptedException {
        thread.join(settings.lease().toMillis());
        if (thread.isAlive()) {
            log.warn("{} did not end in time; its calls are repeated once their leases end", thread.getName());
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the consumers, so that the calls they ask for are begun as long as possible. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    private void beginCalls() {
        while (running) {
            try {
                wakeUps.drainPermits();
                Duration wait = dispatcher.begin(this::wakeUp);
                if (wait.isPositive()) {
                    wakeUps.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.error("Due calls could not be begun; they stay due until the next sweep", e);
                pause();
            }
        }
    }

    private void writeResults() {
        List<CallResult> unwritten = List.of();
        while (writing || !dispatcher.idle()) {
            List<CallResult> results = new ArrayList<>(unwritten);
            try {
                results.addAll(dispatcher.results(settings.sweepEvery().toMillis()));
                unwritten = resultWriter.write(results);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.error("Results could not be written; this is tried again until the leases of their calls end", e);
                unwritten = results;
                pause();
            }
        }
    }

    private void pause() {
        try {
            wakeUps.tryAcquire(settings.sweepEvery().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Thread thread(String name, Runnable work, FatalExit fatalExit) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((died, cause) -> fatalExit.exit(name, cause));
        return thread;
    }
}
