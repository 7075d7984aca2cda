package checkout.lab.scenario;

import checkout.lab.scenario.context.AcceptedCheckouts;
import checkout.lab.scenario.context.ResponseTimes;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioEventLog;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.stack.cli.LauncherEnvironment;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackLock;
import checkout.lab.stack.state.StateDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./checkout scenario run}: runs scenarios one after the other; afterwards the stack is as it was. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs these scenarios against the running stack and restores it afterwards.",
            "Exit code 0 only if every expectation held."
        })
final class ScenarioRunCommand implements Callable<Integer> {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_SEED = 1_000_000;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "As ./checkout scenario list shows them.")
    private List<String> names = List.of();

    @Option(names = "--seed", description = "Repeats the random choices of an earlier run (default: a new seed).")
    private @Nullable Long seed;

    @Option(names = "--seconds", description = "How long faults last that have no end of their own.")
    private @Nullable Integer seconds;

    @Option(names = "--times", description = "How often counted faults are injected.")
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
        PrintWriter out = command.getOut();
        PrintWriter progress = asJson ? command.getErr() : out;
        List<Scenario> scenarios = names.stream().map(Scenarios::named).toList();
        StateDirectory folder = LauncherEnvironment.stateDirectory();
        LocalStack stack = LocalStack.running(folder);
        List<ScenarioOutcome> outcomes = new StackLock(folder, LOCK_TIMEOUT)
                .runExclusively(
                        () -> progress.println("Waiting for another command that starts or stops parts ..."), () -> {
                            List<ScenarioOutcome> all = new ArrayList<>();
                            for (Scenario scenario : scenarios) {
                                all.add(run(scenario, folder, stack, progress));
                            }
                            return all;
                        });
        if (asJson) {
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(outcomes));
            out.flush();
        }
        return outcomes.stream().allMatch(ScenarioOutcome::held) ? 0 : 1;
    }

    private ScenarioOutcome run(Scenario scenario, StateDirectory folder, LocalStack stack, PrintWriter progress)
            throws InterruptedException {
        if (!stack.isReady()) {
            throw new StackException(
                    "Not every part is ready; ./checkout status shows which, ./checkout up --detach starts them.");
        }
        ScenarioEventLog eventLog = new ScenarioEventLog(progress);
        ScenarioContext context = new ScenarioContext(
                folder,
                stack,
                seed == null ? ThreadLocalRandom.current().nextInt(MAX_SEED) : seed,
                seconds == null ? scenario.duration() : Duration.ofSeconds(seconds),
                times == null ? scenario.times() : times,
                Instant.now(),
                new ScenarioProcesses(stack, eventLog),
                new AcceptedCheckouts(Long.toString(System.currentTimeMillis(), Character.MAX_RADIX)),
                new ResponseTimes(),
                eventLog);
        context.log("%s, seed %d: %s", scenario.name(), context.seed(), scenario.story());
        ScenarioOutcome outcome = outcome(scenario, context, new ScenarioRun(scenario, context).run());
        new ScenarioTextReport(progress).print(outcome);
        if (report != null) {
            new ReportDirectory(report).save(outcome, stack);
        }
        return outcome;
    }

    private static ScenarioOutcome outcome(
            Scenario scenario, ScenarioContext context, List<ExpectationResult> results) {
        long seconds = context.duration().toSeconds();
        return new ScenarioOutcome(
                scenario.name(),
                context.seed(),
                seconds,
                context.times(),
                results.stream().allMatch(ExpectationResult::holds),
                results,
                context.eventLog().counts(),
                context.eventLog().lines(),
                "./checkout scenario run %s --seed %d --seconds %d --times %d"
                        .formatted(scenario.name(), context.seed(), seconds, context.times()));
    }
}
