package checkout.lab.scenario;

import checkout.lab.stack.part.Part;
import checkout.lab.stack.run.Stack;
import checkout.lab.stack.state.StackProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.databind.json.JsonMapper;

/** Where outcomes are kept, each in a folder of its own with the logs of the parts beside it. */
final class ReportFolder {

    private final Path folder;

    ReportFolder(Path folder) {
        this.folder = folder;
    }

    void write(Outcome outcome, Stack stack) {
        Path run = folder.resolve("%s-%d".formatted(outcome.scenario(), outcome.seed()));
        try {
            Files.createDirectories(run.resolve("logs"));
            Files.writeString(
                    run.resolve("outcome.json"),
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(outcome) + "\n");
            for (Part part : stack.parts()) {
                Path log = part.log();
                if (Files.exists(log)) {
                    Files.copy(
                            log,
                            run.resolve("logs").resolve(log.getFileName().toString()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new StackProblem("The report cannot be written to %s (%s).".formatted(run, e.getMessage()), e);
        }
    }
}
