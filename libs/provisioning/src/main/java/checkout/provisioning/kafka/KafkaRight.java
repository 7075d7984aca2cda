package checkout.provisioning.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A right that {@code kafka-acls.txt} gives to a principal. */
public record KafkaRight(String principal, AclOperation operation, ResourceType type, String name) {

    private static final String FILE = "kafka-acls.txt";
    private static final String ALL = "*";
    private static final String ANY_HOST = "*";

    /** Every right of the file; a right on all topics is one right for each topic. */
    public static List<KafkaRight> all() {
        return ProvisioningListFile.rows(FILE, 3, "principal, operations and resource").stream()
                .flatMap(columns -> Arrays.stream(columns[1].split(",", -1))
                        .map(operation -> AclOperation.fromString(operation.toUpperCase(Locale.ROOT)))
                        .flatMap(operation -> rights(columns[0], operation, columns[2])))
                .toList();
    }

    /** Every principal of the file. */
    public static List<String> principals() {
        return all().stream().map(KafkaRight::principal).distinct().toList();
    }

    private static Stream<KafkaRight> rights(String principal, AclOperation operation, String resource) {
        int separator = resource.indexOf(':');
        ResourceType type = ResourceType.fromString(
                resource.substring(0, Math.max(0, separator)).toUpperCase(Locale.ROOT));
        String name = resource.substring(separator + 1);
        if (operation == AclOperation.UNKNOWN
                || (type != ResourceType.TOPIC && type != ResourceType.GROUP)
                || name.isEmpty()) {
            throw new IllegalStateException(
                    "a line of %s must have an operation such as read, and a resource such as topic:orders.commands: %s %s"
                            .formatted(FILE, operation, resource));
        }
        Stream<String> names = type == ResourceType.TOPIC ? topics(name) : Stream.of(name);
        return names.map(each -> new KafkaRight(principal, operation, type, each));
    }

    private static Stream<String> topics(String name) {
        return switch (name) {
            case ALL ->
                ListedTopic.all().stream()
                        .filter(topic -> !topic.holdsDeadLetters())
                        .map(ListedTopic::name);
            case ALL + ListedTopic.DEAD_LETTERS ->
                ListedTopic.all().stream().filter(ListedTopic::holdsDeadLetters).map(ListedTopic::name);
            default -> Stream.of(name);
        };
    }

    /** The right as Kafka stores it, valid from every host. */
    AclBinding binding() {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:" + principal, ANY_HOST, operation, AclPermissionType.ALLOW));
    }
}
