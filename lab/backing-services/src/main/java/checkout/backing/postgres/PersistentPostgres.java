package checkout.backing.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server whose data stay in a folder and which outlives the JVM that started it. */
public final class PersistentPostgres {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path home;
    private final Path binaries;
    private final Path data;
    private final Path complete;
    private final PostgresServer server;
    private final PostmasterProcess postmaster;
    private @Nullable EmbeddedPostgres startedHere;

    /** @param binaries where the server itself is unpacked, unless it has been */
    public PersistentPostgres(Path home, Path binaries, int port, String superuserPassword) {
        this.home = home.toAbsolutePath().normalize();
        this.binaries = binaries.toAbsolutePath().normalize();
        this.data = this.home.resolve("data");
        this.complete = this.home.resolve("initialised");
        this.server = new PostgresServer(port, superuserPassword);
        this.postmaster = new PostmasterProcess(data);
    }

    public PostgresServer server() {
        return server;
    }

    public Optional<ProcessHandle> process() throws IOException {
        return postmaster.running();
    }

    /** Whether there are data from an earlier start. */
    public boolean hasData() {
        return Files.exists(complete);
    }

    /** Starts the server and waits until it answers; after a crash that includes its recovery. */
    public void start(Map<String, String> settings, Path log) throws IOException {
        releaseStartedHere();
        removeHalfInitialised();
        Files.createDirectories(home);
        postmaster.forgetStalePid();
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries.toFile())
                .setPort(server.port())
                .setPGStartupWait(PATIENCE)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()));
        startedHere = new PostgresDataDirectory(data, server.superuserPassword()).start(builder, settings);
        if (!hasData()) {
            Files.createFile(complete);
        }
    }

    /** Ends the server with its data on disk; true if it took so long that it will have to recover at the next start. */
    public boolean stop(Duration patience) throws IOException, InterruptedException {
        releaseStartedHere();
        Optional<ProcessHandle> running = process();
        if (running.isEmpty()) {
            return false;
        }
        ProcessHandle process = running.get();
        // SIGINT: do not wait for the sessions that are still open
        signal("INT", process);
        if (ended(patience)) {
            return false;
        }
        signal("QUIT", process);
        if (!ended(patience)) {
            throw new IOException("PostgreSQL (pid " + process.pid() + ") does not end");
        }
        return true;
    }

    /** The library holds a lock on the folder for as long as its object is open; closing it stops the server, if it can in 5 s. */
    private void releaseStartedHere() throws IOException {
        if (startedHere != null) {
            startedHere.close();
            startedHere = null;
        }
    }

    /** What initdb left when it was interrupted holds nobody's data. */
    private void removeHalfInitialised() throws IOException {
        if (hasData() || !Files.exists(data)) {
            return;
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }

    /** Asks for our process each time, not for the pid: where nobody collects dead children the pid stays. */
    private boolean ended(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (process().isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }
}
