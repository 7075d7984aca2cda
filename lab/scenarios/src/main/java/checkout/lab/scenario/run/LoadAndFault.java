package checkout.lab.scenario.run;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.load.Load;
import checkout.lab.stack.state.StackException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The load of a run and its fault, side by side. The load ends when its time is up and the fault is over. */
public final class LoadAndFault {

    private static final long LOOK_MILLIS = 100;

    private final List<Load> loads;
    private final Duration lasts;
    private final Fault fault;
    private final ExecutorService threads;
    private final CountDownLatch enough = new CountDownLatch(1);

    /**
     * Starts nothing yet.
     *
     * @param lasts how long the load lasts at least
     * @param threads one of which injects the fault, so that Ctrl-C can interrupt it
     */
    public LoadAndFault(List<Load> loads, Duration lasts, Fault fault, ExecutorService threads) {
        this.loads = List.copyOf(loads);
        this.lasts = lasts;
        this.fault = fault;
        this.threads = threads;
    }

    /** Ends the fault and the load before their time. */
    public void endEarly() {
        enough.countDown();
    }

    /** Returns when both have ended. */
    public void run(ScenarioContext context) throws InterruptedException {
        long end = System.nanoTime() + lasts.toNanos();
        List<Load.Running> running = new ArrayList<>();
        try {
            for (Load load : loads) {
                running.add(load.start(context));
            }
            injectFault(context);
            boolean endedEarly = enough.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (endedEarly) {
                context.log("the load is ended before its time");
            }
        } catch (SQLException e) {
            throw new StackException("The load cannot be started (%s).".formatted(e.getMessage()), e);
        } finally {
            for (Load.Running load : running) {
                load.stop();
            }
        }
    }

    private void injectFault(ScenarioContext context) throws InterruptedException {
        Future<Void> injecting = threads.submit((Callable<Void>) () -> {
            fault.inject(context);
            return null;
        });
        try {
            while (!injecting.isDone() && enough.getCount() > 0) {
                awaitMoment(injecting);
            }
            if (injecting.isDone()) {
                injecting.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new StackException("The fault could not be injected (%s).".formatted(e.getCause()), e);
        } finally {
            injecting.cancel(true);
        }
    }

    private static void awaitMoment(Future<Void> injecting) throws InterruptedException, ExecutionException {
        try {
            injecting.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
            // the caller looks whether it is enough
            return;
        }
    }
}
