package checkout.lab.scenario;

import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.databind.json.JsonMapper;

/** Where outcomes are saved, each in a folder of its own together with the logs of the parts. */
final class ReportDirectory {

    private final Path folder;

    ReportDirectory(Path folder) {
        this.folder = folder;
    }

    void save(ScenarioOutcome outcome, LocalStack stack) {
        Path run = folder.resolve("%s-%d".formatted(outcome.scenario(), outcome.seed()));
        Path logs = run.resolve("logs");
        try {
            Files.createDirectories(logs);
            Files.writeString(
                    run.resolve("outcome.json"),
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(outcome) + "\n");
            for (StackPart part : stack.parts()) {
                Path log = part.log();
                if (Files.exists(log)) {
                    Files.copy(log, logs.resolve(log.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new StackException("The report cannot be written to %s (%s).".formatted(run, e.getMessage()), e);
        }
    }
}
