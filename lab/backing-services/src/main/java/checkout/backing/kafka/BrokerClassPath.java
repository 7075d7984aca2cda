package checkout.backing.kafka;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Finds the broker's jars in the local Maven repository. The build lists their paths inside the repository, so the list
 * is valid wherever this module's classes or jar are used: in a build, after an install, and in an IDE.
 */
public final class BrokerClassPath {

    private static final List<String> LISTS = List.of("broker-jars.txt", "broker-codecs.txt");
    private static final String REPOSITORY = "REPOSITORY/";

    /** A jar is in {@code <repository>/org/apache/kafka/kafka-clients/<version>}. */
    private static final int FOLDERS_BELOW_REPOSITORY = 5;

    private BrokerClassPath() {}

    /** The class path for a broker's process, of jars in the repository that this JVM's Kafka client was loaded from. */
    public static String inMavenRepository() {
        Path repository = repositoryOfKafkaClient();
        List<Path> jars = LISTS.stream()
                .flatMap(BrokerClassPath::pathsInRepository)
                .map(repository::resolve)
                .toList();
        List<Path> missing = jars.stream().filter(jar -> !Files.exists(jar)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the local Maven repository lacks jars of the broker: %s; run: mvn -pl lab/backing-services package"
                            .formatted(missing));
        }
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path repositoryOfKafkaClient() {
        try {
            Path folder = Path.of(Admin.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath()
                    .getParent();
            for (int i = 0; folder != null && i < FOLDERS_BELOW_REPOSITORY; i++) {
                folder = folder.getParent();
            }
            if (folder == null) {
                throw new IllegalStateException("the Kafka client was not loaded from a Maven repository");
            }
            return folder;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the Kafka client was not loaded from a file", e);
        }
    }

    private static Stream<String> pathsInRepository(String list) {
        try (InputStream file = BrokerClassPath.class.getResourceAsStream(list)) {
            if (file == null) {
                throw new IllegalStateException(
                        list + " was not generated; run: mvn -pl lab/backing-services process-resources");
            }
            return Stream.of(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .strip()
                            .split(";", -1))
                    .map(path -> path.substring(path.indexOf(REPOSITORY) + REPOSITORY.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
