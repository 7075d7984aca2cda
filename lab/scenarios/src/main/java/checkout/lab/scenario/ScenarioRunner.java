package checkout.lab.scenario;

import checkout.lab.scenario.context.RunRecords;
import checkout.lab.scenario.context.RunSettings;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.history.History;
import checkout.lab.scenario.measure.RunFigures;
import checkout.lab.scenario.report.RunCourse;
import checkout.lab.scenario.report.ScenarioOutcome;
import checkout.lab.scenario.report.ScenarioTextReport;
import checkout.lab.scenario.report.Violation;
import checkout.lab.scenario.report.ViolationReader;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StateDirectory;
import checkout.lab.time.Polling;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs scenarios against the running stack, prints and saves what each has shown. */
final class ScenarioRunner {

    /** After a run that failed, the stack may need a while. */
    private static final Polling READY = new Polling(Duration.ofMinutes(2), Duration.ofMillis(500));

    private final StateDirectory state;
    private final LocalStack stack;
    private final RunFolders folders;
    private final PrintWriter progress;

    ScenarioRunner(StateDirectory state, LocalStack stack, RunFolders folders, PrintWriter progress) {
        this.state = state;
        this.stack = stack;
        this.folders = folders;
        this.progress = progress;
    }

    /**
     * How a scenario is run.
     *
     * @param seconds how long faults last that have no end of their own; null for the scenario's own time
     * @param times how often counted faults are injected; null for the scenario's own number
     */
    record Options(
            long seed, @Nullable Integer seconds, @Nullable Integer times) {}

    boolean stackHasNetwork() {
        return stack.network().isPresent();
    }

    /** The option without which the stack was started and the scenario cannot run; empty if it can. */
    Optional<String> missingOption(Scenario scenario) {
        return switch (scenario.outline().place()) {
            case WITH_PGBOUNCER -> stack.pgbouncer().isPresent() ? Optional.empty() : Optional.of("--pgbouncer");
            case WITH_NETWORK -> stackHasNetwork() ? Optional.empty() : Optional.of("--network");
            case ANYWHERE, BY_NAME, LAST -> Optional.empty();
        };
    }

    /** Throws if the run could not be carried out. */
    ScenarioOutcome run(Scenario scenario, Options options) throws InterruptedException {
        return run(scenario, options, folders.of(scenario.name(), options.seed()));
    }

    ScenarioOutcome run(Scenario scenario, Options options, Path folder) throws InterruptedException {
        missingOption(scenario).ifPresent(option -> {
            throw new StackException(
                    "%1$s needs a stack that was started with %2$s; stop this one with ./checkout down, then start it with ./checkout up --detach %2$s."
                            .formatted(scenario.name(), option));
        });
        requireReady();
        folders.begin(folder);
        RunRecords records = RunRecords.begin(progress, folder.resolve("history.jsonl"));
        ScenarioContext context = new ScenarioContext(
                state, stack, settings(scenario, options), new ScenarioProcesses(stack, records), records);
        context.log("%s, seed %d: %s", scenario.name(), context.seed(), scenario.story());
        ScenarioRun.Result result = new ScenarioRun(scenario, context).run();
        ScenarioOutcome outcome = outcome(scenario, context, result, folder);
        new ScenarioTextReport(progress).print(outcome);
        folders.save(outcome, stack);
        progress.println("Report: %s%n".formatted(RunFolders.page(folder)));
        progress.flush();
        return outcome;
    }

    /** A run that could not be carried out is an outcome, too, so that others can follow. */
    ScenarioOutcome runAndGoOn(Scenario scenario, Options options) throws InterruptedException {
        Path folder = folders.of(scenario.name(), options.seed());
        return runAndGoOn(scenario, options, folder);
    }

    ScenarioOutcome runAndGoOn(Scenario scenario, Options options, Path folder) throws InterruptedException {
        try {
            return run(scenario, options, folder);
        } catch (RuntimeException e) {
            String reason = e instanceof StackException ? Objects.toString(e.getMessage()) : e.toString();
            progress.println("%s could not be carried out: %s%n".formatted(scenario.name(), reason));
            progress.flush();
            ScenarioOutcome outcome = failed(scenario, options, folder, reason);
            folders.save(outcome, stack);
            return outcome;
        }
    }

    private void requireReady() throws InterruptedException {
        if (!READY.until(ready -> ready, stack::isReady)) {
            throw new StackException(
                    "Not every part is ready; ./checkout status shows which, ./checkout up --detach starts them.");
        }
    }

    private static RunSettings settings(Scenario scenario, Options options) {
        Integer seconds = options.seconds();
        Integer times = options.times();
        if (times != null && (times < 0 || (times == 0 && scenario.times() > 0))) {
            throw new StackException("--times is %d; %s needs at least 1.".formatted(times, scenario.name()));
        }
        return new RunSettings(
                options.seed(),
                seconds == null ? scenario.duration() : Duration.ofSeconds(seconds),
                times == null ? scenario.times() : times);
    }

    private static ScenarioOutcome outcome(
            Scenario scenario, ScenarioContext context, ScenarioRun.Result result, Path folder)
            throws InterruptedException {
        RunCourse course = RunCourse.of(
                result.began(),
                History.read(context.history().file()),
                result.ends(),
                context.faultTimes().intervals());
        return new ScenarioOutcome(
                scenario.name(),
                scenario.story(),
                context.seed(),
                context.duration().toSeconds(),
                context.times(),
                result.findings().stream().allMatch(ExpectationResult::holds),
                result.findings(),
                context.eventLog().counts(),
                context.eventLog().lines(),
                repeat(scenario, context.settings()),
                scenario.outline().faults(),
                result.figures(),
                course,
                new ViolationReader(context).first(result.findings()),
                StackVersions.of(context),
                folder.toString());
    }

    private static ScenarioOutcome failed(Scenario scenario, Options options, Path folder, String reason) {
        RunSettings settings = settings(scenario, options);
        @Nullable RunFigures none = null;
        @Nullable RunCourse noCourse = null;
        @Nullable Violation noViolation = null;
        return new ScenarioOutcome(
                scenario.name(),
                scenario.story(),
                options.seed(),
                settings.duration().toSeconds(),
                settings.times(),
                false,
                List.of(new ExpectationResult("the run can be carried out", List.of(reason))),
                Map.of(),
                List.of(),
                repeat(scenario, settings),
                scenario.outline().faults(),
                none,
                noCourse,
                noViolation,
                Map.of(),
                folder.toString());
    }

    /** What a file says about times and lengths is not an option. */
    private static String repeat(Scenario scenario, RunSettings settings) {
        String source = scenario.outline().source();
        return source.equals("class")
                ? "./checkout scenario run %s --seed %d --seconds %d --times %d"
                        .formatted(
                                scenario.name(),
                                settings.seed(),
                                settings.duration().toSeconds(),
                                settings.times())
                : "./checkout scenario run %s --seed %d".formatted(source, settings.seed());
    }
}
