package checkout.lab.scenario;

import checkout.lab.audit.InvariantAudit;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.AuditPasses;
import checkout.lab.scenario.expectation.CustomersServed;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.expectation.HistoryAgrees;
import checkout.lab.scenario.kafka.SlotsKeepUp;
import checkout.lab.scenario.load.PurchasesAfterwards;
import checkout.lab.scenario.measure.RunFigures;
import checkout.lab.scenario.measure.RunMeter;
import checkout.lab.scenario.run.LoadAndFault;
import checkout.lab.stack.state.StackException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One run of a scenario: load and fault concurrently, then the stack is restored, then the expectations are checked. */
final class ScenarioRun {

    private static final long MAX_START_SECONDS = 150;

    /** That the faults are over must show, whatever they were. */
    private static final List<Expectation> AFTER_EVERY_RUN = List.of(new PurchasesAfterwards(), new SlotsKeepUp());

    private final Scenario scenario;
    private final ScenarioContext context;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "scenario");
        thread.setDaemon(true);
        return thread;
    });
    private boolean restored;

    ScenarioRun(Scenario scenario, ScenarioContext context) {
        this.scenario = scenario;
        this.context = context;
    }

    /**
     * What the run has shown.
     *
     * @param began when the load began, in microseconds since the epoch
     * @param ends when checkouts ended
     */
    record Result(List<ExpectationResult> findings, RunFigures figures, long began, List<Long> ends) {}

    Result run() throws InterruptedException {
        Thread hook = new Thread(this::restoreAfterInterrupt, "restore");
        Runtime.getRuntime().addShutdownHook(hook);
        List<Future<Void>> watching;
        RunMeter meter = RunMeter.start(context);
        try {
            try {
                context.processes().stopLeftovers();
                watching = scenario.expectations().stream().map(this::watch).toList();
                new LoadAndFault(scenario.traffic().loads(), scenario.traffic().lasts(), scenario.fault(), threads)
                        .run(context);
                meter.loadHasEnded();
                context.log(
                        "the load has ended, %d checkouts accepted",
                        context.acceptedCheckouts().count());
            } finally {
                restore();
                remove(hook);
            }
            for (Future<Void> each : watching) {
                await(each, "An expectation could not be watched");
            }
            List<ExpectationResult> findings = check();
            return new Result(findings, meter.figures(), meter.loadBegan(), meter.ends());
        } finally {
            meter.stop();
            context.history().close();
        }
    }

    private Future<Void> watch(Expectation expectation) {
        return threads.submit((Callable<Void>) () -> {
            try {
                expectation.watch(context);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
            return null;
        });
    }

    private static void await(Future<Void> work, String failure) throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new StackException("%s (%s).".formatted(failure, e.getCause()), e);
        }
    }

    private List<ExpectationResult> check() throws InterruptedException {
        List<ExpectationResult> results = new ArrayList<>();
        List<Expectation> expectations = new ArrayList<>(scenario.expectations());
        expectations.addAll(AFTER_EVERY_RUN);
        expectations.add(new CustomersServed(expectations.stream().anyMatch(HistoryAgrees.class::isInstance)));
        if (!new InvariantAudit(context.stack()).isAtRest(AuditPasses.longestWait(context))) {
            context.log("some checkouts are still in progress");
        }
        for (Expectation expectation : expectations) {
            context.log("checking %s", expectation.getClass().getSimpleName());
            try {
                results.addAll(expectation.check(context));
            } catch (SQLException e) {
                throw new StackException("The database cannot be read (%s).".formatted(e.getMessage()), e);
            }
        }
        return results;
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // this JVM is exiting, and it was the hook that restored the stack
            return;
        }
    }

    private synchronized void restore() throws InterruptedException {
        if (restored) {
            return;
        }
        threads.shutdownNow();
        if (!threads.awaitTermination(MAX_START_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a fault does not end");
        }
        context.processes().restore();
        context.faultTimes().allHealed();
        restored = true;
    }

    private void restoreAfterInterrupt() {
        context.log("interrupted; restoring the stack");
        try {
            restore();
        } catch (InterruptedException e) {
            context.log("restoring was interrupted too; run ./checkout down and up");
        } catch (StackException failed) {
            context.log("not everything was restored; run ./checkout down and up. %s", failed.getMessage());
        }
    }
}
