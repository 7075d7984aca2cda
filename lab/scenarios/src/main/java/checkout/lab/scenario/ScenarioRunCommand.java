package checkout.lab.scenario;

import checkout.lab.scenario.ScenarioRunner.Options;
import checkout.lab.scenario.report.OutcomeTable;
import checkout.lab.scenario.report.ScenarioOutcome;
import checkout.lab.stack.cli.LauncherEnvironment;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackLock;
import checkout.lab.stack.state.StateDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./checkout scenario run}: runs scenarios one after the other; afterwards the stack is as it was. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs scenarios against the running stack and restores it afterwards.",
            "Exit code 0 only if every expectation of every scenario held; 3 if nothing is broken, but something that a scenario demands did not happen."
        })
final class ScenarioRunCommand implements Callable<Integer> {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_SEED = 1_000_000;
    private static final int MAX_MINUTES = 120;
    private static final int MAX_TRIALS = 200;
    private static final int EXIT_CODE_VOID = 3;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "As ./checkout scenario list shows them, or files that end with .yaml.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "Run every scenario that is listed; print one table at the end.")
    private boolean all;

    @Option(names = "--random", description = "Compose a scenario at random and run it; shrink it if it fails.")
    private boolean random;

    @Option(names = "--minutes", defaultValue = "3", description = "Of a random scenario (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--shrink",
            paramLabel = "N",
            defaultValue = "12",
            description =
                    "Run a failing random scenario again at most N times in order to shrink it (default: ${DEFAULT-VALUE}).")
    private int mostTrials;

    @Option(names = "--seed", description = "Repeats the random choices of an earlier run (default: a new seed).")
    private @Nullable Long seed;

    @Option(names = "--seconds", description = "How long faults last that have no end of their own; not for files.")
    private @Nullable Integer seconds;

    @Option(
            names = "--times",
            description = {
                "How often counted faults are injected, or how many customers, requests, rounds or sagas the scenario has;",
                "not for files."
            })
    private @Nullable Integer times;

    @Option(names = "--report", paramLabel = "DIR", description = "Write a report of each run here, with the logs.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Print the outcome as JSON; progress goes to the error output.")
    private boolean asJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var command = Objects.requireNonNull(spec).commandLine();
        requireOneChoice();
        PrintWriter out = command.getOut();
        PrintWriter progress = asJson ? command.getErr() : out;
        StateDirectory state = LauncherEnvironment.stateDirectory();
        ScenarioSources sources = new ScenarioSources(state.sources());
        List<Supplier<Scenario>> scenarios =
                all ? sources.allInOrder() : names.stream().map(sources::find).toList();
        LocalStack stack = LocalStack.running(state);
        RunFolders folders = RunFolders.of(state, report);
        ScenarioRunner runner = new ScenarioRunner(state, stack, folders, progress);
        List<ScenarioOutcome> outcomes = new StackLock(state, LOCK_TIMEOUT)
                .runExclusively(
                        () -> progress.println("Waiting for another command that starts or stops parts ..."),
                        () -> random
                                ? List.of(new RandomRun(runner, folders, progress, mostTrials).run(seed(), minutes))
                                : runEach(scenarios, runner, progress));
        if (outcomes.size() > 1) {
            OutcomeTable.of(outcomes).lines().forEach(progress::println);
            progress.flush();
        }
        if (asJson) {
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(outcomes));
            out.flush();
        }
        return exitCode(outcomes);
    }

    private static int exitCode(List<ScenarioOutcome> outcomes) {
        if (outcomes.stream().allMatch(ScenarioOutcome::held)) {
            return 0;
        }
        return outcomes.stream().allMatch(each -> each.held() || each.isVoid()) ? EXIT_CODE_VOID : 1;
    }

    private List<ScenarioOutcome> runEach(
            List<Supplier<Scenario>> scenarios, ScenarioRunner runner, PrintWriter progress)
            throws InterruptedException {
        List<ScenarioOutcome> outcomes = new ArrayList<>();
        for (Supplier<Scenario> each : scenarios) {
            Scenario scenario = each.get();
            Options options = new Options(seed(), seconds, times);
            Optional<String> missing = runner.missingOption(scenario);
            if (scenarios.size() == 1) {
                outcomes.add(runner.run(scenario, options));
            } else if (all && scenario.outline().place() == Scenario.Place.BY_NAME) {
                progress.println("%s is left out: run it by its name.%n".formatted(scenario.name()));
            } else if (all && missing.isPresent()) {
                progress.println("%s is left out: the stack was started without %s.%n"
                        .formatted(scenario.name(), missing.get()));
            } else {
                outcomes.add(runner.runAndGoOn(scenario, options));
            }
        }
        return outcomes;
    }

    private long seed() {
        return seed == null ? ThreadLocalRandom.current().nextInt(MAX_SEED) : seed;
    }

    private void requireOneChoice() {
        int choices = (names.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (random ? 1 : 0);
        if (choices != 1) {
            throw wrong("Name scenarios or files, or give either --all or --random.");
        }
        if (minutes < 1 || minutes > MAX_MINUTES) {
            throw wrong("--minutes is %d; it must be between 1 and %d.".formatted(minutes, MAX_MINUTES));
        }
        if (mostTrials < 0 || mostTrials > MAX_TRIALS) {
            throw wrong("--shrink is %d; it must be between 0 and %d.".formatted(mostTrials, MAX_TRIALS));
        }
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
    }
}
