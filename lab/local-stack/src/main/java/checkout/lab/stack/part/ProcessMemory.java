package checkout.lab.stack.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much memory a process and its children hold; pages they share count once. To tell, the system walks through all
 * of them while the process has to wait for new ones: not to be asked every second.
 */
public final class ProcessMemory {

    private ProcessMemory() {}

    /** The bytes of a running part, or null where the system does not tell. */
    public static @Nullable Long of(StackPart part) throws IOException {
        Optional<ProcessHandle> process = part.process();
        return process.isEmpty() ? null : of(process.get());
    }

    private static @Nullable Long of(ProcessHandle process) {
        long sum = 0;
        for (ProcessHandle each :
                Stream.concat(Stream.of(process), process.descendants()).toList()) {
            Long bytes = proportional(each.pid());
            if (bytes == null && each.pid() == process.pid()) {
                return null;
            }
            sum += bytes == null ? 0 : bytes;
        }
        return sum;
    }

    private static @Nullable Long proportional(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .map(kilobytes -> Long.parseLong(kilobytes) * 1024)
                    .findFirst()
                    .orElse(null);
        } catch (IOException | UncheckedIOException e) {
            return null; // not Linux, or the process has just ended
        }
    }
}
