package checkout.backing.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/**
 * A single broker that is its own controller (KRaft): its folder, its settings and the java arguments that format and
 * run it.
 *
 * @param home the folder of its settings and data
 * @param classPath the class path of its process
 * @param advertisedHost the name or address of this machine under which it tells its clients to connect
 * @param security how it authenticates its clients; if null, everybody who reaches it may do everything
 */
public record KafkaBroker(
        Path home,
        String classPath,
        String advertisedHost,
        int port,
        int controllerPort,
        @Nullable KafkaBrokerSecurity security) {

    private static final String ADDRESS = "127.0.0.1";
    private static final String CLUSTER_ID = "Y2hlY2tvdXQtc2FnYS1sYQ";

    /** A broker that is reached at its address. */
    public KafkaBroker(
            Path home, String classPath, int port, int controllerPort, @Nullable KafkaBrokerSecurity security) {
        this(home, classPath, ADDRESS, port, controllerPort, security);
    }

    /** A broker that authenticates nobody. */
    public KafkaBroker(Path home, String classPath, int port, int controllerPort) {
        this(home, classPath, port, controllerPort, null);
    }

    public String bootstrapServers() {
        return ADDRESS + ":" + port;
    }

    /** Where it tells its clients to connect. */
    public String advertisedServers() {
        return advertisedHost + ":" + port;
    }

    /** The settings of a client of the administrator, or of anybody if the broker authenticates nobody. */
    public Map<String, Object> adminClientSettings() {
        Map<String, Object> settings = new HashMap<>();
        if (security != null) {
            settings.putAll(security.clientSettings(KafkaBrokerSecurity.ADMIN));
        }
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return settings;
    }

    /** Whether the data folder has been formatted. */
    public boolean isFormatted() {
        return Files.exists(data().resolve("meta.properties"));
    }

    /** Writes the settings. Call it before each start, because the ports may have changed. */
    public void writeSettings() throws IOException {
        Files.createDirectories(home);
        writePrivately(settings(), KafkaBrokerSettings.of(this));
        if (security != null) {
            writePrivately(formatArgumentsFile(), String.join("\n", formatCommand()) + "\n");
        }
        try (InputStream loggingConfiguration = KafkaBroker.class.getResourceAsStream("broker-log4j2.properties")) {
            if (loggingConfiguration == null) {
                throw new IllegalStateException(
                        "broker-log4j2.properties is missing from the package of " + KafkaBroker.class);
            }
            Files.copy(loggingConfiguration, loggingConfigurationFile(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The java arguments that format the data folder; it must be formatted once, before the first start. */
    public List<String> formatArguments() {
        List<String> command = security == null ? formatCommand() : List.of("@" + formatArgumentsFile());
        return arguments("kafka.tools.StorageTool", command.toArray(String[]::new));
    }

    /** Deletes what only formatting needs, among it the users' passwords. */
    public void afterFormat() throws IOException {
        Files.deleteIfExists(formatArgumentsFile());
    }

    private List<String> formatCommand() {
        List<String> command = new ArrayList<>(
                List.of("format", "-t", CLUSTER_ID, "-c", settings().toString()));
        if (security != null) {
            security.passwords()
                    .forEach((user, password) -> command.addAll(List.of(
                            "--add-scram",
                            "%s=[name=%s,password=%s]".formatted(KafkaBrokerSecurity.MECHANISM, user, password))));
        }
        return command;
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    /** The java arguments that run the broker, to be put behind the JVM's options. */
    public List<String> runArguments() {
        return arguments("kafka.Kafka", settings().toString());
    }

    Path data() {
        return home.resolve("data");
    }

    private Path settings() {
        return home.resolve("server.properties");
    }

    /** A file instead of a command line, which every user of the machine could read while the command runs. */
    private Path formatArgumentsFile() {
        return home.resolve("format-arguments");
    }

    private Path loggingConfigurationFile() {
        return home.resolve("log4j2.properties");
    }

    private List<String> arguments(String mainClass, String... mainArguments) {
        List<String> arguments = new ArrayList<>();
        arguments.add("-Dlog4j2.configurationFile=" + loggingConfigurationFile());
        arguments.add("-cp");
        arguments.add(classPath);
        arguments.add(mainClass);
        arguments.addAll(List.of(mainArguments));
        return List.copyOf(arguments);
    }
}
