package checkout.lab.scenario;

import checkout.lab.scenario.report.CampaignPage;
import checkout.lab.scenario.report.RunPage;
import checkout.lab.scenario.report.ScenarioOutcome;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.DirectoryTree;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A folder for each run, with its history, its outcome and, in a report, the logs of the parts. */
final class RunFolders {

    private static final int MOST_KEPT = 30;
    private static final String PAGE = "index.html";
    private static final String OUTCOME = "outcome.json";

    private final Path folder;
    private final boolean isReport;
    private final Set<Path> ofThisCommand = new HashSet<>();

    private RunFolders(Path folder, boolean isReport) {
        this.folder = folder;
        this.isReport = isReport;
    }

    /** @param report a folder that the user named; otherwise the last thirty runs and those of this command are kept beside the stack's data */
    static RunFolders of(StateDirectory state, @Nullable Path report) {
        return report == null ? new RunFolders(state.path().resolve("runs"), false) : new RunFolders(report, true);
    }

    Path of(String scenario, long seed) {
        return folder.resolve("%s-%d".formatted(scenario, seed));
    }

    /** The page of a run in this folder. */
    static Path page(Path run) {
        return run.resolve(PAGE);
    }

    /** What an earlier run has left says nothing about one that has begun. */
    void begin(Path run) {
        ofThisCommand.add(run);
        try {
            Files.deleteIfExists(run.resolve(OUTCOME));
            Files.deleteIfExists(run.resolve(PAGE));
        } catch (IOException e) {
            throw new StackException("The folder %s cannot be written to (%s).".formatted(run, e.getMessage()), e);
        }
    }

    /** Saves the outcome in the run's folder, as JSON and as a page, and the page of all runs beside it. */
    void save(ScenarioOutcome outcome, LocalStack stack) {
        Path run = Path.of(outcome.folder());
        try {
            Files.createDirectories(run);
            Files.writeString(
                    run.resolve(OUTCOME),
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(outcome) + "\n");
            Files.writeString(run.resolve(PAGE), RunPage.of(outcome));
            if (isReport) {
                copyLogs(run.resolve("logs"), stack);
            } else {
                forgetOld();
            }
            CampaignPage.write(folder);
        } catch (IOException e) {
            throw new StackException("The report cannot be written to %s (%s).".formatted(run, e.getMessage()), e);
        }
    }

    private static void copyLogs(Path logs, LocalStack stack) throws IOException {
        Files.createDirectories(logs);
        for (StackPart part : stack.parts()) {
            Path log = part.log();
            if (Files.exists(log)) {
                Files.copy(log, logs.resolve(log.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void forgetOld() throws IOException {
        try (Stream<Path> runs = Files.list(folder)) {
            List<Path> oldestLast = runs.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(RunFolders::changed).reversed())
                    .toList();
            if (oldestLast.size() > MOST_KEPT) {
                Set<Path> kept = new HashSet<>(oldestLast.subList(0, MOST_KEPT));
                kept.addAll(ofThisCommand);
                DirectoryTree.deleteAllBut(folder, List.copyOf(kept));
            }
        }
    }

    private static FileTime changed(Path run) {
        try {
            return Files.getLastModifiedTime(run);
        } catch (IOException e) {
            throw new StackException("The folder %s cannot be read (%s).".formatted(run, e.getMessage()), e);
        }
    }
}
