package checkout.backing.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics listed in {@code kafka-topics.txt} on the class path, each with a dead-letter topic. */
public final class TopicSetup {

    private static final String TOPICS_FILE = "kafka-topics.txt";
    private static final short REPLICATION_FACTOR = 1;
    private static final int TIMEOUT_SECONDS = 60;

    private TopicSetup() {}

    /** Creates the topics that do not exist, and gives those that exist the listed settings. */
    public static void create(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = listedTopics().stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            admin.incrementalAlterConfigs(settingsOf(existing)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot create the topics at " + bootstrapServers, e.getCause());
            }
            // another process has just created the same topics
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka at " + bootstrapServers + " does not answer", e);
        }
    }

    private static Map<ConfigResource, Collection<AlterConfigOp>> settingsOf(Set<String> existing) {
        Map<ConfigResource, Collection<AlterConfigOp>> settings = new HashMap<>();
        for (NewTopic topic : listedTopics()) {
            if (existing.contains(topic.name()) && topic.configs() != null) {
                settings.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                        topic.configs().entrySet().stream()
                                .map(setting -> new AlterConfigOp(
                                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                                .toList());
            }
        }
        return settings;
    }

    static List<NewTopic> listedTopics() {
        return readTopicsFile()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .flatMap(TopicSetup::topicAndDeadLetters)
                .toList();
    }

    private static Stream<NewTopic> topicAndDeadLetters(String line) {
        String[] columns = line.split("\\s+", -1);
        if (columns.length != 4) {
            throw new IllegalStateException(
                    "a line of %s must have name, partitions, retention.ms and segment.ms: %s".formatted(TOPICS_FILE, line));
        }
        return Stream.of(
                new NewTopic(columns[0], Integer.parseInt(columns[1]), REPLICATION_FACTOR)
                        .configs(Map.of("retention.ms", columns[2], "segment.ms", columns[3])),
                new NewTopic(columns[0] + ".dlt", 1, REPLICATION_FACTOR));
    }

    private static String readTopicsFile() {
        try (InputStream file = TopicSetup.class.getClassLoader().getResourceAsStream(TOPICS_FILE)) {
            if (file == null) {
                throw new IllegalStateException(TOPICS_FILE + " is not on the class path; libs/contracts contains it");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
