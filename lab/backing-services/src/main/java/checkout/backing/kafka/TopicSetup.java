package checkout.backing.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the system, each with its dead letters; creates those that are missing. */
public final class TopicSetup {

    public static final int DEFAULT_PARTITIONS = 4;

    public static final List<String> NAMES = List.of(
            "orders.events",
            "inventory.commands",
            "payments.commands",
            "orders.commands",
            "checkout.replies",
            "checkout.events");

    /** Less than the inboxes remember, so that whatever Kafka may hand out again is recognized. */
    private static final Map<String, String> KEPT_TWO_DAYS = Map.of("retention.ms", "172800000");

    private static final short ONE_REPLICA = 1;
    private static final int PATIENCE_SECONDS = 60;

    private TopicSetup() {}

    public static void create(String bootstrapServers, int partitions) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> present = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = all(partitions)
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot create the topics at " + bootstrapServers, e.getCause());
            }
            // somebody else was creating the same topics at this moment
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka at " + bootstrapServers + " does not answer", e);
        }
    }

    private static Stream<NewTopic> all(int partitions) {
        return NAMES.stream()
                .flatMap(name -> Stream.of(
                        new NewTopic(name, partitions, ONE_REPLICA).configs(KEPT_TWO_DAYS),
                        new NewTopic(name + ".dlt", 1, ONE_REPLICA)));
    }
}
