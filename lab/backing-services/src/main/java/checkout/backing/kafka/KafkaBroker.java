package checkout.backing.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A single broker that is its own controller (KRaft): its folder, its settings and the java arguments that format and
 * run it.
 *
 * @param home the folder of its settings and data
 * @param classPath the class path of its process
 */
public record KafkaBroker(Path home, String classPath, int port, int controllerPort) {

    private static final String CLUSTER_ID = "Y2hlY2tvdXQtc2FnYS1sYQ";

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Whether the data folder has been formatted. */
    public boolean isFormatted() {
        return Files.exists(data().resolve("meta.properties"));
    }

    /** Writes the settings. Call it before each start, because the ports may have changed. */
    public void writeSettings() throws IOException {
        Files.createDirectories(home);
        Files.writeString(settings(), KafkaBrokerSettings.of(this));
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
        return arguments(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                CLUSTER_ID,
                "-c",
                settings().toString());
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

    private Path loggingConfigurationFile() {
        return home.resolve("log4j2.properties");
    }

    private List<String> arguments(String... mainClassAndArguments) {
        List<String> arguments = new ArrayList<>();
        arguments.add("-Dlog4j2.configurationFile=" + loggingConfigurationFile());
        arguments.add("-cp");
        arguments.add(classPath);
        arguments.addAll(List.of(mainClassAndArguments));
        return List.copyOf(arguments);
    }
}
