package checkout.backing.postgres;

import checkout.backing.tls.CertificateFiles;
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

/** A server with a permanent data folder that outlives the JVM that started it. */
public final class PersistentPostgres {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final String LIBRARY_LOCK = "epg-lock";
    private static final String LIBRARY_UNPACKED = ".exists";

    /** The folder that the library cleans: it stops servers that were started there, and deletes their data. */
    private static final String LIBRARY_FOLDER = "ot.epg.working-dir";

    private final Path home;
    private final Path binaries;
    private final Path data;
    private final Path initialisedMarker;
    private final PostgresServer server;
    private final @Nullable CertificateFiles certificate;
    private final PostmasterProcess postmaster;
    private @Nullable EmbeddedPostgres startedByThis;

    /**
     * Starts nothing yet.
     *
     * @param binaries the folder into which the server's binaries are unpacked at the first start
     * @param certificate the server's certificate; with one, the server accepts only connections with TLS
     */
    public PersistentPostgres(
            Path home, Path binaries, int port, String superuserPassword, @Nullable CertificateFiles certificate) {
        this.home = home.toAbsolutePath().normalize();
        this.binaries = binaries.toAbsolutePath().normalize();
        this.data = this.home.resolve("data");
        this.initialisedMarker = this.home.resolve("initialised");
        this.server = new PostgresServer(port, superuserPassword, certificate);
        this.certificate = certificate;
        this.postmaster = new PostmasterProcess(data);
    }

    /** A server without TLS; starts nothing yet. */
    public PersistentPostgres(Path home, Path binaries, int port, String superuserPassword) {
        this(home, binaries, port, superuserPassword, null);
    }

    public PostgresServer server() {
        return server;
    }

    public Optional<ProcessHandle> process() throws IOException {
        return postmaster.running();
    }

    /** Whether the data folder was initialised by an earlier start. */
    public boolean hasData() {
        return Files.exists(initialisedMarker);
    }

    /** Starts the server and waits until it accepts connections; after a crash this includes recovery. */
    public void start(Map<String, String> settings, Path log) throws IOException {
        closeStartedByThis();
        deleteIncompleteData();
        Files.createDirectories(home);
        postmaster.deleteStalePidFile();
        deleteIncompleteBinaries();
        EmbeddedPostgres.Builder builder = builder(home.resolve("nothing"))
                .setOverrideWorkingDirectory(binaries.toFile())
                .setPort(server.port())
                .setPGStartupWait(START_TIMEOUT)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()));
        startedByThis =
                new PostgresDataDirectory(data, server.superuserPassword(), certificate).start(builder, settings);
        allowStartsByOthers();
        if (!hasData()) {
            Files.createFile(initialisedMarker);
        }
    }

    /** A builder that leaves the servers of other programs alone. */
    private static synchronized EmbeddedPostgres.Builder builder(Path folder) {
        String before = System.setProperty(LIBRARY_FOLDER, folder.toString());
        try {
            return EmbeddedPostgres.builder();
        } finally {
            if (before == null) {
                System.clearProperty(LIBRARY_FOLDER);
            } else {
                System.setProperty(LIBRARY_FOLDER, before);
            }
        }
    }

    /** Stops the server; returns true if it was killed after the timeout, so that the next start includes recovery. */
    public boolean stop(Duration timeout) throws IOException, InterruptedException {
        closeStartedByThis();
        Optional<ProcessHandle> running = process();
        if (running.isEmpty()) {
            return false;
        }
        ProcessHandle process = running.get();
        // SIGINT is a fast shutdown, which does not wait for open sessions
        signal("INT", process);
        resume(process);
        if (hasEndedWithin(timeout)) {
            return false;
        }
        signal("QUIT", process);
        resume(process);
        if (!hasEndedWithin(timeout)) {
            throw new IOException("PostgreSQL (pid " + process.pid() + ") did not end after SIGQUIT");
        }
        return true;
    }

    /**
     * The library holds a lock on a file in the folder while this JVM lives. If the server died, nobody else could start it
     * again, such as the supervisor. Without the file the next start makes a new one. That only one process starts parts at
     * a time is ensured elsewhere.
     */
    private void allowStartsByOthers() throws IOException {
        Files.deleteIfExists(data.resolve(LIBRARY_LOCK));
    }

    /** Stops the server if that takes less than 5 s. */
    private void closeStartedByThis() throws IOException {
        if (startedByThis != null) {
            startedByThis.close();
            startedByThis = null;
        }
    }

    /** Deletes what an interrupted initdb left; it contains no user data. */
    private void deleteIncompleteData() throws IOException {
        if (!hasData()) {
            delete(data);
        }
    }

    /** Deletes binaries whose unpacking was interrupted: the library would take each file that exists for complete. */
    private void deleteIncompleteBinaries() throws IOException {
        if (!Files.isDirectory(binaries)) {
            return;
        }
        try (Stream<Path> unpacked = Files.list(binaries)) {
            for (Path version : unpacked.filter(Files::isDirectory).toList()) {
                if (!Files.exists(version.resolve(LIBRARY_UNPACKED))) {
                    delete(version);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A process that is stopped, as by SIGSTOP, gets no other signal. */
    private static void resume(ProcessHandle process) throws IOException, InterruptedException {
        signal("CONT", process);
        for (ProcessHandle child : process.children().toList()) {
            signal("CONT", child);
        }
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }

    /** Searches for the process each time, because the pid of a dead child remains until its parent collects it. */
    private boolean hasEndedWithin(Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (process().isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }
}
