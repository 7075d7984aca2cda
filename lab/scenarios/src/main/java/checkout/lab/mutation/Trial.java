package checkout.lab.mutation;

import checkout.lab.audit.InvariantAudit;
import checkout.lab.audit.InvariantAudit.Verdict;
import checkout.lab.mutation.registry.Mutation;
import checkout.lab.mutation.registry.MutationLoad;
import checkout.lab.scenario.agent.PartAgent;
import checkout.lab.scenario.context.RunRecords;
import checkout.lab.scenario.context.RunSettings;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.plan.PlanExecution;
import checkout.lab.scenario.plan.ScenarioPlan;
import checkout.lab.scenario.run.LoadAndFault;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StateDirectory;
import checkout.lab.time.EpochMicros;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One load on an empty stack, with a mutation or without. */
final class Trial {

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PATIENCE_WITH_CONTROL = Duration.ofSeconds(90);
    private static final long END_SECONDS = 60;
    private static final int MOST_ATTACHMENTS = 3;
    private static final double MICROS = 1e6;

    private final StateDirectory state;
    private final LocalStack stack;
    private final ScenarioContext context;
    private final ScenarioPlan plan;
    private final PlanExecution execution;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "trial");
        thread.setDaemon(true);
        return thread;
    });
    private final LoadAndFault traffic;
    private volatile @Nullable Catch found;

    /** What is broken, when it was seen, and after how many checkouts. */
    private record Catch(List<String> red, String example, long checkouts, long at) {}

    private Trial(
            StateDirectory state, LocalStack stack, MutationLoad load, long seed, Duration patience, PrintWriter log) {
        this.state = state;
        this.stack = stack;
        this.plan = load.plan();
        RunRecords records = RunRecords.begin(log, state.path().resolve("history.jsonl"));
        this.context = new ScenarioContext(
                state,
                stack,
                new RunSettings(seed, plan.lasts(), 0).withPatience(patience),
                new ScenarioProcesses(stack, records),
                records);
        this.execution = plan.execution();
        this.traffic = new LoadAndFault(execution.loads(), plan.lasts(), execution.fault(), threads);
    }

    /** Runs the load without a mutation; everything must hold. */
    static TrialResult control(StateDirectory state, LocalStack stack, MutationLoad load, long seed, PrintWriter log)
            throws InterruptedException {
        Trial trial = new Trial(state, stack, load, seed, PATIENCE_WITH_CONTROL, log);
        long began = EpochMicros.now();
        trial.run(trial.execution.expectations());
        trial.context.processes().restore();
        trial.context.faultTimes().allHealed();
        Catch broken = trial.check(trial.execution.expectations());
        TrialVerdict verdict = broken.red().isEmpty() ? TrialVerdict.GREEN : TrialVerdict.RED;
        return result(TrialSubject.control(load), verdict, 0, broken, began);
    }

    static TrialResult of(StateDirectory state, LocalStack stack, Mutation mutation, long seed, PrintWriter log)
            throws InterruptedException {
        Trial trial = new Trial(state, stack, mutation.load(), seed, PATIENCE, log);
        return trial.run(mutation);
    }

    private TrialResult run(Mutation mutation) throws InterruptedException {
        PartAgent agent = agentWith(mutation);
        List<Expectation> judges = execution.expectationsOf(mutation.foundBy().word());
        String expected = mutation.foundBy().result();
        long began = EpochMicros.now();
        if (mutation.foundBy().isInvariant() && InvariantAudit.holdAlways().contains(expected)) {
            var unused = threads.submit((Callable<Void>) () -> look(expected));
        }
        run(judges);
        boolean works = found != null || restoreWhatWorks();
        context.faultTimes().allHealed();
        Catch seen = found;
        boolean atRest = true;
        if (seen == null) {
            atRest = !mutation.foundBy().isInvariant()
                    || InvariantAudit.holdAlways().contains(expected)
                    || new InvariantAudit(stack).isAtRest(PATIENCE);
            seen = check(judges);
        }
        Map<String, Long> all = agent.fired();
        long fired = mutation.rules().stream()
                .mapToLong(rule -> all.getOrDefault(rule.name(), 0L))
                .sum();
        return result(
                TrialSubject.of(mutation),
                verdict(expected, seen, fired, atRest, works || mutation.halts()),
                fired,
                seen,
                began);
    }

    /** Attaches the rules; a process that was killed because it could not take them is started again. */
    private PartAgent agentWith(Mutation mutation) throws InterruptedException {
        StackPart part = stack.part(mutation.application());
        for (int attempt = 1; ; attempt++) {
            try {
                return PartAgent.with(state, part, mutation.rules());
            } catch (StackException notAttached) {
                if (attempt == MOST_ATTACHMENTS || context.processes().isRunning(part)) {
                    throw notAttached;
                }
                context.log("%s is started again: %s", part.name(), notAttached.getMessage());
                context.processes().start(part);
            }
        }
    }

    /** What a stack lacks that does not work any more says nothing about the bug that was put into it. */
    private static TrialVerdict verdict(String expected, Catch seen, long fired, boolean atRest, boolean works) {
        if (fired == 0) {
            return TrialVerdict.NEVER_FIRED;
        }
        if (!atRest) {
            return TrialVerdict.NOT_AT_REST;
        }
        if (!works) {
            return TrialVerdict.FOUND_OTHERWISE;
        }
        if (seen.red().contains(expected)) {
            return TrialVerdict.CAUGHT;
        }
        return seen.red().isEmpty() ? TrialVerdict.SURVIVED : TrialVerdict.FOUND_OTHERWISE;
    }

    private void run(List<Expectation> watched) throws InterruptedException {
        List<Future<Void>> watching = new ArrayList<>();
        try {
            for (Expectation each : watched) {
                watching.add(threads.submit((Callable<Void>) () -> watch(each)));
            }
            traffic.run(context);
        } finally {
            threads.shutdownNow();
            context.history().close();
        }
        if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
            throw new StackException("A fault does not end after %d s.".formatted(END_SECONDS));
        }
        for (Future<Void> each : watching) {
            if (each.state() == Future.State.FAILED) {
                throw new StackException("An expectation could not be watched.", each.exceptionNow());
            }
        }
    }

    /** A process with a bug may never be ready again, such as one whose consumer has halted; returns whether all are. */
    private boolean restoreWhatWorks() throws InterruptedException {
        try {
            context.processes().restore();
            return true;
        } catch (StackException notReady) {
            context.log("the stack is judged as it is: %s", notReady.getMessage());
            return false;
        }
    }

    private @Nullable Void watch(Expectation expectation) throws SQLException {
        try {
            expectation.watch(context);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    /** Looks at the invariants during the load, and ends it as soon as the one that is named is broken. */
    private @Nullable Void look(String expected) {
        InvariantAudit audit = new InvariantAudit(stack);
        try {
            while (found == null) {
                Thread.sleep(LOOK_INTERVAL);
                List<Verdict> broken =
                        audit.underLoad().stream().filter(each -> !each.holds()).toList();
                broken.stream()
                        .filter(each -> each.invariant().equals(expected))
                        .forEach(each -> {
                            found = seen(
                                    broken.stream().map(Verdict::invariant).toList(),
                                    each.counterExamples().getFirst());
                            traffic.endEarly();
                        });
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (StackException databaseAway) {
            // a fault may be the reason; what is broken is still broken at the end
            context.log("the invariants cannot be read: %s", databaseAway.getMessage());
        }
        return null;
    }

    private Catch check(List<Expectation> expectations) throws InterruptedException {
        List<String> red = new ArrayList<>();
        String example = "";
        for (Expectation expectation : expectations) {
            for (ExpectationResult result : results(expectation)) {
                if (!result.holds()) {
                    red.add(result.expectation().replaceFirst("^audit: ", ""));
                    example = example.isEmpty() ? result.counterExamples().getFirst() : example;
                }
            }
        }
        return seen(red, example);
    }

    private List<ExpectationResult> results(Expectation expectation) throws InterruptedException {
        try {
            return expectation.check(context);
        } catch (SQLException e) {
            throw new StackException("The database cannot be read (%s).".formatted(e.getMessage()), e);
        }
    }

    private Catch seen(List<String> red, String example) {
        return new Catch(red, example, context.acceptedCheckouts().count(), EpochMicros.now());
    }

    private static TrialResult result(TrialSubject subject, TrialVerdict verdict, long fired, Catch seen, long began) {
        return new TrialResult(
                subject.name(),
                subject.application(),
                subject.load(),
                subject.expected(),
                verdict,
                fired,
                seen.checkouts(),
                (seen.at() - began) / MICROS,
                seen.red(),
                seen.example());
    }
}
