package checkout.lab.scenario;

import checkout.lab.scenario.ScenarioRunner.Options;
import checkout.lab.scenario.plan.PlanText;
import checkout.lab.scenario.plan.ScenarioPlan;
import checkout.lab.scenario.random.NewFailures;
import checkout.lab.scenario.random.RandomPlan;
import checkout.lab.scenario.random.Shrinker;
import checkout.lab.scenario.report.ScenarioOutcome;
import checkout.lab.scenario.vocabulary.Vocabulary;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a scenario that was composed at random, and looks for the fewest faults with which it still fails. */
final class RandomRun {

    private static final String COMPOSED = "scenario.yaml";
    private static final String SHRUNK = "shrunk.yaml";

    private final ScenarioRunner runner;
    private final RunFolders folders;
    private final PrintWriter progress;
    private final int mostTrials;

    /** @param mostTrials how often a failing scenario is run again in order to shrink it */
    RandomRun(ScenarioRunner runner, RunFolders folders, PrintWriter progress, int mostTrials) {
        this.runner = runner;
        this.folders = folders;
        this.progress = progress;
        this.mostTrials = mostTrials;
    }

    ScenarioOutcome run(long seed, int minutes) throws InterruptedException {
        ScenarioPlan composed = RandomPlan.compose(seed, minutes, Vocabulary.randomFaults(runner.stackHasNetwork()));
        Path folder = folders.of(composed.name(), seed);
        Path file = write(folder.resolve(COMPOSED), composed);
        // what is run is what the file says, so that the file repeats it
        ScenarioPlan plan = ScenarioSources.read(file);
        say("Composed %s:%n%n%s".formatted(file, PlanText.of(plan)));
        Options options = new Options(seed, null, null);
        ScenarioOutcome outcome = runner.runAndGoOn(Scenario.of(plan, file.toString()), options, folder);
        if (!outcome.held() && !outcome.isVoid() && mostTrials > 0) {
            shrink(plan, outcome, options, folder);
        }
        return outcome;
    }

    private void shrink(ScenarioPlan plan, ScenarioOutcome outcome, Options options, Path folder)
            throws InterruptedException {
        say("Looking for the fewest faults with which it still fails.");
        NewFailures failures = new NewFailures(outcome.findings());
        int[] trials = {0};
        Shrinker shrinker = new Shrinker(
                candidate -> {
                    trials[0]++;
                    Path trial = folder.resolve("trial-%02d".formatted(trials[0]));
                    Path file = write(trial.resolve(COMPOSED), candidate);
                    ScenarioOutcome repeated =
                            runner.runAndGoOn(Scenario.of(candidate, file.toString()), options, trial);
                    if (repeated.figures() == null) {
                        say("The trial shows nothing, because it could not be carried out.");
                        return false;
                    }
                    return !repeated.held() && failures.areIn(repeated.findings());
                },
                mostTrials,
                this::say);
        ScenarioPlan smallest = shrinker.shrink(plan);
        if (smallest.equals(plan)) {
            say("No smaller scenario failed in %d trials. What fails only sometimes may need several runs."
                    .formatted(shrinker.trials()));
            return;
        }
        ScenarioPlan named = smallest.named(
                plan.name() + "-shrunk",
                "Fails after %d trials of what seed %d composed.".formatted(shrinker.trials(), options.seed()));
        Path file = write(folder.resolve(SHRUNK), named);
        say("It still fails with this, which is saved as %s:%n%n%s".formatted(file, PlanText.of(named)));
    }

    private void say(String text) {
        progress.println(text);
        progress.flush();
    }

    private static Path write(Path file, ScenarioPlan plan) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, PlanText.of(plan));
        } catch (IOException e) {
            throw new StackException("The scenario cannot be written to %s (%s).".formatted(file, e.getMessage()), e);
        }
    }
}
