package checkout.lab.stack.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a process and its children; shared pages count once. Expensive: the kernel walks all pages and blocks the
 * process's memory allocation meanwhile, so it should not be read every second.
 */
public final class ProcessMemory {

    private ProcessMemory() {}

    /** The memory of a running part in bytes, or null if the system does not report it. */
    public static @Nullable Long of(StackPart part) throws IOException {
        Optional<ProcessHandle> process = part.process();
        return process.isEmpty() ? null : of(process.get());
    }

    private static @Nullable Long of(ProcessHandle process) {
        long sum = 0;
        for (ProcessHandle member :
                Stream.concat(Stream.of(process), process.descendants()).toList()) {
            Long bytes = proportionalSetSize(member.pid());
            if (bytes == null && member.pid() == process.pid()) {
                return null;
            }
            sum += bytes == null ? 0 : bytes;
        }
        return sum;
    }

    private static @Nullable Long proportionalSetSize(long pid) {
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
