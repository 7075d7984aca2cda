package checkout.lab.scenario.plan;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The faults of a plan, each at its times and beside the others. What one leaves dead by the way, such as the relay when
 * its database is gone, is started again.
 */
final class Timeline implements Fault, Expectation {

    private static final Duration SUPERVISION = Duration.ofSeconds(1);
    private static final long LONGEST_END_SECONDS = 150;

    private final List<Entry> entries = new ArrayList<>();
    private final AtomicIntegerArray injected;
    private final boolean effectsAreChance;

    private record Entry(PlannedFault planned, Fault fault) {}

    /** @param effectsAreChance whether a fault may find nothing that it changes */
    Timeline(List<PlannedFault> faults, boolean effectsAreChance) {
        this.effectsAreChance = effectsAreChance;
        faults.forEach(each -> entries.add(new Entry(each, each.fault().make())));
        this.injected = new AtomicIntegerArray(entries.size());
    }

    /** The faults that judge themselves what became of them. */
    List<Expectation> judges() {
        List<Expectation> judges = new ArrayList<>(List.of(this));
        for (Entry entry : entries) {
            if (entry.fault() instanceof Expectation judge) {
                judges.add(judge);
            }
        }
        return judges;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            var running = new ExecutorCompletionService<Void>(threads);
            long began = System.nanoTime();
            List<Future<Void>> submitted = new ArrayList<>();
            for (int n = 0; n < entries.size(); n++) {
                submitted.add(running.submit(injections(context, n, began)));
            }
            var supervision = threads.submit((Callable<Void>) () -> supervise(context));
            // in the order in which they end, so that one that fails ends the run at once
            for (int left = submitted.size(); left > 0; left--) {
                running.take().get();
            }
            if (supervision.isDone()) {
                supervision.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new StackException("A fault could not be injected (%s).".formatted(e.getCause()), e);
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    private Callable<Void> injections(ScenarioContext context, int index, long began) {
        Entry entry = entries.get(index);
        return () -> {
            int time = 0;
            for (Duration moment : entry.planned().timing().moments()) {
                time++;
                awaitMoment(began + moment.toNanos());
                inject(context.onOccasion(occasion(index) + "time " + time), entry);
                injected.incrementAndGet(index);
            }
            return null;
        };
    }

    /** Does not change if other faults are left out, so that a part of the plan makes the same choices. */
    private String occasion(int index) {
        String fault = atTime(entries.get(index));
        long equalBefore = entries.subList(0, index).stream()
                .filter(each -> atTime(each).equals(fault))
                .count();
        return "%s, number %d, ".formatted(fault, equalBefore + 1);
    }

    private static String atTime(Entry entry) {
        return "%s at %s"
                .formatted(
                        entry.planned().fault().title(),
                        entry.planned().timing().at());
    }

    private static void inject(ScenarioContext context, Entry entry)
            throws InterruptedException, IOException, SQLException {
        String title = entry.planned().fault().title();
        context.log("fault: %s", title);
        context.eventLog().count("fault: " + title);
        context.faultTimes().began(title);
        entry.fault().inject(context);
        context.faultTimes().ended(title);
    }

    private static void awaitMoment(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private static Void supervise(ScenarioContext context) throws InterruptedException {
        while (true) {
            Thread.sleep(SUPERVISION);
            context.processes().restartExited();
        }
    }

    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = Thread.interrupted();
        try {
            if (!threads.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a fault does not end");
            }
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        List<String> missing = new ArrayList<>();
        int sum = 0;
        for (int n = 0; n < entries.size(); n++) {
            PlannedFault planned = entries.get(n).planned();
            int times = injected.get(n);
            sum += times;
            if (times < planned.timing().times()) {
                missing.add("%s was injected %d times instead of %d"
                        .formatted(
                                planned.fault().title(), times, planned.timing().times()));
            }
        }
        ExpectationResult injections =
                new ExpectationResult("every fault was injected", missing, Map.of("injections", sum));
        // in a random scenario it is chance whether anything is there to be hit
        return effectsAreChance ? List.of(injections) : List.of(injections, effects(context));
    }

    private ExpectationResult effects(ScenarioContext context) {
        List<String> without = new ArrayList<>();
        Map<String, Object> figures = new TreeMap<>();
        for (int n = 0; n < entries.size(); n++) {
            String title = entries.get(n).planned().fault().title();
            OptionalLong effects = context.records().faultEffects().of(occasion(n));
            if (effects.isPresent()) {
                figures.merge(title, effects.getAsLong(), (a, b) -> (long) a + (long) b);
                if (effects.getAsLong() == 0) {
                    without.add(
                            "%s has changed nothing; give the run more load, or the fault more time".formatted(title));
                }
            }
        }
        return new ExpectationResult("every fault that counts its effects had one", without, figures, true);
    }
}
