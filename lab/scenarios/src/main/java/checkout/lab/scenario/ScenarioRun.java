package checkout.lab.scenario;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.load.ShopperLoad;
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

/** One run of a scenario: load and faults side by side, then everything put back, then the expectations. */
final class ScenarioRun {

    private static final long LONGEST_START_SECONDS = 150;

    private final Scenario scenario;
    private final ScenarioContext scenarioContext;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "scenario");
        thread.setDaemon(true);
        return thread;
    });
    private boolean restored;

    ScenarioRun(Scenario scenario, ScenarioContext scenarioContext) {
        this.scenario = scenario;
        this.scenarioContext = scenarioContext;
    }

    List<ExpectationResult> run() throws InterruptedException {
        Thread hook = new Thread(this::restoreWhenInterrupted, "restore");
        Runtime.getRuntime().addShutdownHook(hook);
        List<Future<Void>> watching;
        try {
            scenarioContext.scenarioProcesses().sendHomeThoseLeftBehind();
            watching = scenario.expectations().stream().map(this::watch).toList();
            ShopperLoad shoppers = new ShopperLoad(scenarioContext, scenario.ratePerSecond());
            shoppers.open();
            strike();
            shoppers.close();
            scenarioContext
                    .eventLog()
                    .tell("the load is over, %d accepted"
                            .formatted(scenarioContext.promises().count()));
        } finally {
            restore();
            forget(hook);
        }
        for (Future<Void> each : watching) {
            failureOf(each);
        }
        return check();
    }

    /** All faults at once; the first that fails ends the run. */
    private void strike() throws InterruptedException {
        List<Future<Void>> striking =
                scenario.faults().stream().map(this::strike).toList();
        for (Future<Void> each : striking) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw problem("A fault could not be brought about", e);
            }
        }
    }

    private Future<Void> strike(Fault fault) {
        return threads.submit((Callable<Void>) () -> {
            fault.strike(scenarioContext);
            return null;
        });
    }

    private Future<Void> watch(Expectation expectation) {
        return threads.submit((Callable<Void>) () -> {
            try {
                expectation.watch(scenarioContext);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
            return null;
        });
    }

    private void failureOf(Future<Void> watching) throws InterruptedException {
        try {
            watching.get();
        } catch (ExecutionException e) {
            throw problem("An expectation could not be watched", e);
        }
    }

    private static RuntimeException problem(String what, ExecutionException failed) {
        return failed.getCause() instanceof RuntimeException failure
                ? failure
                : new StackException("%s (%s).".formatted(what, failed.getCause()), failed);
    }

    private List<ExpectationResult> check() throws InterruptedException {
        List<ExpectationResult> findings = new ArrayList<>();
        for (Expectation expectation : scenario.expectations()) {
            scenarioContext
                    .eventLog()
                    .tell("looking at: " + expectation.getClass().getSimpleName());
            try {
                findings.addAll(expectation.check(scenarioContext));
            } catch (SQLException e) {
                throw new StackException("The database cannot be read (%s).".formatted(e.getMessage()), e);
            }
        }
        return findings;
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // this JVM is ending, and it was the hook that put everything back
            return;
        }
    }

    private synchronized void restore() throws InterruptedException {
        if (restored) {
            return;
        }
        threads.shutdownNow();
        if (!threads.awaitTermination(LONGEST_START_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a fault does not come to its end");
        }
        scenarioContext.scenarioProcesses().restore();
        restored = true;
    }

    private void restoreWhenInterrupted() {
        scenarioContext.eventLog().tell("interrupted; everything is put back");
        try {
            restore();
        } catch (InterruptedException e) {
            scenarioContext.eventLog().tell("even that was interrupted; ./checkout down and up help");
        } catch (StackException notBack) {
            scenarioContext
                    .eventLog()
                    .tell("not everything came back; ./checkout down and up help. " + notBack.getMessage());
        }
    }
}
