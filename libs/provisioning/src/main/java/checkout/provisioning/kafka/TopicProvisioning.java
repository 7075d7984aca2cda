package checkout.provisioning.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the listed topics that do not exist, and says in what the others differ from the settings. It never alters the
 * number of partitions, which would break the order of the records of a key, nor the replication factor. It alters settings,
 * such as a retention, only on request, because a shorter retention deletes records.
 */
public final class TopicProvisioning {

    private final Admin admin;
    private final TopicSettings settings;
    private final List<ListedTopic> listed = ListedTopic.all();

    public TopicProvisioning(Admin admin, TopicSettings settings) {
        this.admin = admin;
        this.settings = settings;
        Set<String> names = listed.stream().map(ListedTopic::name).collect(Collectors.toSet());
        List.of(settings.partitions().keySet(), settings.retention().keySet()).forEach(topics -> topics.stream()
                .filter(topic -> !names.contains(topic))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException(
                            "the settings name the topic %s; the topics are %s".formatted(unknown, names));
                }));
    }

    /**
     * What was created, and what is different.
     *
     * @param altered what was different and is not any more, a sentence for each
     * @param differences what is different, a sentence for each
     */
    public record Result(List<String> created, List<String> altered, List<String> differences) {}

    /** Creates what is missing on a cluster of one broker, as the local stack and the tests have it; alters nothing. */
    public static Result onSingleBroker(Map<String, Object> adminClient) throws InterruptedException {
        try (Admin admin = Admin.create(adminClient)) {
            return new TopicProvisioning(admin, TopicSettings.singleBroker()).run(false);
        }
    }

    /**
     * Creates what is missing and compares the rest.
     *
     * @param alterSettings whether topics that exist get the settings too
     */
    public Result run(boolean alterSettings) throws InterruptedException {
        Set<String> existing =
                KafkaAdminAnswer.await("list the topics", admin.listTopics().names());
        List<NewTopic> missing = listed.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(this::newTopic)
                .toList();
        create(missing);
        List<String> altered = alterSettings ? alter(existing) : List.of();
        return new Result(missing.stream().map(NewTopic::name).toList(), altered, differences(existing));
    }

    private NewTopic newTopic(ListedTopic topic) {
        return new NewTopic(topic.name(), partitions(topic), (short) settings.replicationFactor())
                .configs(configs(topic));
    }

    private int partitions(ListedTopic topic) {
        return settings.partitions().getOrDefault(topic.name(), topic.partitions());
    }

    private Map<String, String> configs(ListedTopic topic) {
        Map<String, String> configs = new TreeMap<>(settings.configs());
        configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(settings.minInsyncReplicas()));
        topic.segment()
                .ifPresent(segment -> configs.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(segment.toMillis())));
        var retention = settings.retention().get(topic.name());
        if (retention != null) {
            configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        } else {
            topic.retention()
                    .ifPresent(kept -> configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(kept.toMillis())));
        }
        return configs;
    }

    private void create(List<NewTopic> missing) throws InterruptedException {
        for (Map.Entry<String, KafkaFuture<Void>> creation :
                admin.createTopics(missing).values().entrySet()) {
            try {
                KafkaAdminAnswer.await("create the topic " + creation.getKey(), creation.getValue());
            } catch (IllegalStateException e) {
                // another process may have just created the same topic
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private List<String> alter(Set<String> existing) throws InterruptedException {
        List<ListedTopic> present = present(existing);
        Map<String, Config> actual =
                configsOf(present.stream().map(ListedTopic::name).toList());
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        List<String> altered = new ArrayList<>();
        for (ListedTopic topic : present) {
            List<AlterConfigOp> ofTopic = new ArrayList<>();
            configs(topic).forEach((name, wanted) -> {
                ConfigEntry entry =
                        Objects.requireNonNull(actual.get(topic.name())).get(name);
                if (entry == null || !wanted.equals(entry.value())) {
                    ofTopic.add(new AlterConfigOp(new ConfigEntry(name, wanted), AlterConfigOp.OpType.SET));
                    differ(altered, topic.name(), name, wanted, entry == null ? "not known" : entry.value());
                }
            });
            if (!ofTopic.isEmpty()) {
                changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), ofTopic);
            }
        }
        KafkaAdminAnswer.await(
                "alter the topics' settings",
                admin.incrementalAlterConfigs(changes).all());
        return altered;
    }

    private List<ListedTopic> present(Set<String> existing) {
        return listed.stream().filter(topic -> existing.contains(topic.name())).toList();
    }

    private List<String> differences(Set<String> existing) throws InterruptedException {
        List<ListedTopic> present = present(existing);
        List<String> names = present.stream().map(ListedTopic::name).toList();
        Map<String, TopicDescription> topics = KafkaAdminAnswer.await(
                "describe the topics", admin.describeTopics(names).allTopicNames());
        Map<String, Config> configs = configsOf(names);
        List<String> differences = new ArrayList<>();
        for (ListedTopic topic : present) {
            TopicDescription actual = topics.get(topic.name());
            Config actualConfigs = configs.get(topic.name());
            if (actual == null || actualConfigs == null) {
                throw new IllegalStateException("Kafka described no topic " + topic.name());
            }
            differ(
                    differences,
                    topic.name(),
                    "partitions",
                    partitions(topic),
                    actual.partitions().size());
            differ(
                    differences,
                    topic.name(),
                    TopicSettings.REPLICATION_FACTOR,
                    settings.replicationFactor(),
                    actual.partitions().stream()
                            .mapToInt(partition -> partition.replicas().size())
                            .min()
                            .orElse(0));
            configs(topic).forEach((name, wanted) -> {
                ConfigEntry entry = actualConfigs.get(name);
                differ(differences, topic.name(), name, wanted, entry == null ? "not known" : entry.value());
            });
        }
        return differences;
    }

    private static void differ(List<String> differences, String topic, String what, Object wanted, Object actual) {
        if (!wanted.equals(actual)) {
            differences.add("%s has %s %s instead of %s".formatted(topic, what, actual, wanted));
        }
    }

    private Map<String, Config> configsOf(List<String> topics) throws InterruptedException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Config> byTopic = new HashMap<>();
        KafkaAdminAnswer.await(
                        "read the topics' settings",
                        admin.describeConfigs(resources).all())
                .forEach((resource, config) -> byTopic.put(resource.name(), config));
        return byTopic;
    }
}
