package checkout.backing.kafka;

import checkout.backing.tls.CertificateFiles;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A broker on free ports with a temporary folder; its process ends with this JVM, even if the JVM is killed. */
public final class TemporaryKafkaBroker implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    /**
     * The shell's standard input is a pipe from this JVM. When the JVM ends, even by kill -9, the pipe closes and the
     * shell kills the broker and removes its folder.
     */
    private static final String RUN_WITH_PARENT = """
            trap '' INT
            folder=$1; shift
            exec 3<&0
            "$@" 3<&- &
            broker=$!
            (read -r _ <&3; kill -9 $broker) &
            watcher=$!
            wait $broker; code=$?
            kill $watcher 2>/dev/null
            rm -rf "$folder"
            exit $code
            """;

    private final KafkaBroker broker;
    private final Process process;

    private TemporaryKafkaBroker(KafkaBroker broker, Process process) {
        this.broker = broker;
        this.process = process;
    }

    /** A broker that everybody may use. */
    public static TemporaryKafkaBroker start() throws IOException, InterruptedException {
        return start(null);
    }

    /** A broker with TLS, users and ACLs, and a port for clients with certificates. */
    public static TemporaryKafkaBroker startSecured(CertificateFiles certificate, Map<String, String> passwords)
            throws IOException, InterruptedException {
        return start(new KafkaBrokerSecurity(certificate, passwords, OptionalInt.of(FreePort.find())));
    }

    private static TemporaryKafkaBroker start(@Nullable KafkaBrokerSecurity security)
            throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("broker");
        KafkaBroker broker =
                new KafkaBroker(home, BrokerClassPath.inMavenRepository(), FreePort.find(), FreePort.find(), security);
        broker.writeSettings();
        Path log = home.resolve("broker.log");
        run(java(broker.formatArguments()), log);
        broker.afterFormat();

        List<String> command = new ArrayList<>(List.of("sh", "-c", RUN_WITH_PARENT, "sh", home.toString()));
        command.addAll(java(broker.runArguments()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        TemporaryKafkaBroker temporaryBroker = new TemporaryKafkaBroker(broker, process);
        temporaryBroker.awaitPort(log);
        return temporaryBroker;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The address for clients that authenticate with a certificate. */
    public String certificateBootstrapServers() {
        return "127.0.0.1:" + security().certificatePort().orElseThrow();
    }

    /** How the broker authenticates its clients, if it was started secured. */
    public KafkaBrokerSecurity security() {
        return Objects.requireNonNull(broker.security(), "the broker was not started secured");
    }

    /** The settings of an administrator's client. */
    public Map<String, Object> adminClientSettings() {
        return broker.adminClientSettings();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    private void awaitPort(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!isListening()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("the broker did not start:\n" + (Files.exists(log) ? Files.readString(log) : ""));
            }
            Thread.sleep(20);
        }
    }

    private boolean isListening() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port()), 500);
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    private static void run(List<String> command, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("the broker's data folder cannot be formatted:\n" + Files.readString(log));
        }
    }

    private static List<String> java(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(arguments);
        return command;
    }
}
