package checkout.provisioning.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A topic that {@code kafka-topics.txt} lists, or the dead-letter topic of one, which has the cluster's retention. */
record ListedTopic(String name, int partitions, Optional<Duration> retention, Optional<Duration> segment) {

    static final String DEAD_LETTERS = ".dlt";

    private static final String FILE = "kafka-topics.txt";

    /** Every listed topic, each followed by its dead-letter topic. */
    static List<ListedTopic> all() {
        return ProvisioningListFile.rows(FILE, 4, "name, partitions, retention.ms and segment.ms").stream()
                .flatMap(columns -> {
                    ListedTopic topic = new ListedTopic(
                            columns[0],
                            Integer.parseInt(columns[1]),
                            Optional.of(Duration.ofMillis(Long.parseLong(columns[2]))),
                            Optional.of(Duration.ofMillis(Long.parseLong(columns[3]))));
                    return List.of(topic, topic.deadLetters()).stream();
                })
                .toList();
    }

    private ListedTopic deadLetters() {
        return new ListedTopic(name + DEAD_LETTERS, 1, Optional.empty(), Optional.empty());
    }

    boolean holdsDeadLetters() {
        return name.endsWith(DEAD_LETTERS);
    }
}
