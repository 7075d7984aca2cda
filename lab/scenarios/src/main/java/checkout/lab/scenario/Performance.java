package checkout.lab.scenario;

import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.Finding;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.load.Shoppers;
import checkout.lab.scenario.scene.Scene;
import checkout.lab.stack.state.StackProblem;
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
final class Performance {

    private static final long LONGEST_START_SECONDS = 150;

    private final Scenario scenario;
    private final Scene scene;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "scenario");
        thread.setDaemon(true);
        return thread;
    });
    private boolean restored;

    Performance(Scenario scenario, Scene scene) {
        this.scenario = scenario;
        this.scene = scene;
    }

    List<Finding> run() throws InterruptedException {
        Thread hook = new Thread(this::restoreWhenInterrupted, "restore");
        Runtime.getRuntime().addShutdownHook(hook);
        List<Future<Void>> watching;
        try {
            scene.cast().sendHomeThoseLeftBehind();
            watching = scenario.expectations().stream().map(this::watch).toList();
            Shoppers shoppers = new Shoppers(scene, scenario.ratePerSecond());
            shoppers.open();
            strike();
            shoppers.close();
            scene.chronicle()
                    .tell("the load is over, %d accepted"
                            .formatted(scene.promises().count()));
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
            fault.strike(scene);
            return null;
        });
    }

    private Future<Void> watch(Expectation expectation) {
        return threads.submit((Callable<Void>) () -> {
            try {
                expectation.watch(scene);
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
                : new StackProblem("%s (%s).".formatted(what, failed.getCause()), failed);
    }

    private List<Finding> check() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Expectation expectation : scenario.expectations()) {
            scene.chronicle().tell("looking at: " + expectation.getClass().getSimpleName());
            try {
                findings.addAll(expectation.check(scene));
            } catch (SQLException e) {
                throw new StackProblem("The database cannot be read (%s).".formatted(e.getMessage()), e);
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
        scene.cast().restore();
        restored = true;
    }

    private void restoreWhenInterrupted() {
        scene.chronicle().tell("interrupted; everything is put back");
        try {
            restore();
        } catch (InterruptedException e) {
            scene.chronicle().tell("even that was interrupted; ./checkout down and up help");
        } catch (StackProblem notBack) {
            scene.chronicle().tell("not everything came back; ./checkout down and up help. " + notBack.getMessage());
        }
    }
}
