package checkout.backing.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The server's first process, found by the pid file in its data folder. */
final class PostmasterProcess {

    private final Path data;
    private final Path pidFile;

    PostmasterProcess(Path data) {
        this.data = data;
        this.pidFile = data.resolve("postmaster.pid");
    }

    /** The running process, or empty if the pid file is missing, stale, or names another program's process. */
    Optional<ProcessHandle> running() throws IOException {
        return pid().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).filter(this::isOurs);
    }

    /**
     * Deletes the pid file if its pid now belongs to another program, because PostgreSQL would refuse to start. If the pid
     * is unused PostgreSQL notices itself, and waits for children that still hold the shared memory.
     */
    void deleteStalePidFile() throws IOException {
        Optional<ProcessHandle> process = pid().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
        if (process.isPresent() && process.filter(this::isOurs).isEmpty()) {
            Files.deleteIfExists(pidFile);
        }
    }

    private boolean isOurs(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return info.command().filter(PostmasterProcess::isPostgres).isPresent()
                && info.arguments().map(List::of).orElse(List.of()).contains(data.toString());
    }

    /** The system says so if the program was deleted or replaced since, as by an update. */
    private static boolean isPostgres(String command) {
        return command.endsWith("/postgres") || command.endsWith("/postgres (deleted)");
    }

    private Optional<Long> pid() throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        return Files.readAllLines(pidFile).stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,10}"))
                .map(Long::valueOf);
    }
}
