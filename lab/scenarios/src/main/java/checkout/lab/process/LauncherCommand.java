package checkout.lab.process;

import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code ./checkout} as a process, as an operator does. */
public final class LauncherCommand {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Path clone;

    public LauncherCommand(Path clone) {
        this.clone = clone;
    }

    /**
     * What a command did.
     *
     * @param output everything that it printed
     */
    public record Run(int exitCode, String output, double seconds) {
        public String lastLine() {
            return output.lines().reduce("", (before, line) -> line);
        }
    }

    public Run run(List<String> arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(clone.resolve("checkout").toString()));
        command.addAll(arguments);
        long began = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(clone.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            return new Run(process.waitFor(), output, (System.nanoTime() - began) / NANOS_PER_SECOND);
        } catch (IOException failed) {
            throw new StackException("%s cannot be run (%s).".formatted(command, failed.getMessage()), failed);
        }
    }
}
