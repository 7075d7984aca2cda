package checkout.backing.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * One broker that is its own controller (KRaft): its folder, its settings and what java is to be given to format and run it.
 *
 * @param home the folder of its settings and data
 * @param jars the folder of the broker's jars, see {@link #builtJars()}
 */
public record KafkaBroker(Path home, Path jars, int port, int controllerPort) {

    private static final String CLUSTER = "Y2hlY2tvdXQtc2FnYS1sYQ";

    /** Where the build puts the broker's jars: beside the classes or the jar of this class. */
    public static Path builtJars() {
        Path classes = Path.of(KafkaBroker.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path jars = classes.resolveSibling("broker");
        if (!Files.isDirectory(jars)) {
            throw new IllegalStateException(
                    "the broker's jars are not in " + jars + ": build the module backing-services first");
        }
        return jars;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Whether the data folder has been formatted. */
    public boolean isFormatted() {
        return Files.exists(data().resolve("meta.properties"));
    }

    /** Writes the settings; to be done before each start, the ports may have changed. */
    public void writeSettings() throws IOException {
        Files.createDirectories(home);
        Files.writeString(settings(), KafkaBrokerSettings.of(this));
        try (InputStream logging = KafkaBroker.class.getResourceAsStream("broker-log4j2.properties")) {
            if (logging == null) {
                throw new IllegalStateException("broker-log4j2.properties is not beside " + KafkaBroker.class);
            }
            Files.copy(logging, logging(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What java is to be given to format the data folder, once in its life. */
    public List<String> formatArguments() {
        return arguments(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                CLUSTER,
                "-c",
                settings().toString());
    }

    /** What java is to be given to run the broker, behind its own options. */
    public List<String> runArguments() {
        return arguments("kafka.Kafka", settings().toString());
    }

    public String classPath() {
        return jars.resolve("*").toString();
    }

    Path data() {
        return home.resolve("data");
    }

    private Path settings() {
        return home.resolve("server.properties");
    }

    private Path logging() {
        return home.resolve("log4j2.properties");
    }

    private List<String> arguments(String... program) {
        List<String> arguments = new ArrayList<>();
        arguments.add("-Dlog4j2.configurationFile=" + logging());
        arguments.add("-cp");
        arguments.add(classPath());
        arguments.addAll(List.of(program));
        return List.copyOf(arguments);
    }
}
