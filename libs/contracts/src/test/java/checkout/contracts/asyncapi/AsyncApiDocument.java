package checkout.contracts.asyncapi;

import static checkout.contracts.asyncapi.RecordSchemas.ordered;

import checkout.contracts.KafkaTopics;
import checkout.contracts.MessageType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The AsyncAPI document of all topics and messages. */
final class AsyncApiDocument {
    private static final String ORCHESTRATOR = "saga-orchestrator";
    private static final List<String> PARTICIPANTS = List.of("inventory-service", "order-service", "payment-service");
    private static final Map<String, String> OWNERS = Map.of(
            "orders", "order-service",
            "inventory", "inventory-service",
            "payments", "payment-service",
            "checkout", ORCHESTRATOR);

    private final RecordSchemas schemas = new RecordSchemas();
    private final Map<String, String> summaries = ContractFiles.summaries();

    Map<String, Object> document() {
        Map<String, Object> messages = new LinkedHashMap<>();
        MessageType.ALL.forEach(type -> messages.put(name(type), message(type)));
        return ordered(
                "asyncapi",
                "3.0.0",
                "info",
                info(),
                "defaultContentType",
                "application/json",
                "servers",
                ordered("local", ordered("host", "127.0.0.1:19092", "protocol", "kafka")),
                "channels",
                channels(),
                "operations",
                operations(),
                "components",
                ordered(
                        "messages",
                        messages,
                        "schemas",
                        schemas.all(),
                        "messageTraits",
                        ordered("cloudEvent", ordered("headers", CloudEventHeaders.schema()))));
    }

    private static Map<String, Object> info() {
        return ordered("title", "Checkout messages", "version", "1.0.0", "description", """
                Every command, reply and event of the checkout. No service writes to Kafka: it writes a message to its outbox in
                the transaction of its effect, and outbox-relay publishes it. A message can arrive more than once, with the same
                ce_id; messages with the same key arrive in order. The logical name and version of a message is its ce_type.
                Generated from the records in libs/contracts.
                """);
    }

    private Map<String, Object> message(MessageType type) {
        return ordered(
                "name",
                type.name(),
                "title",
                type.body().getSimpleName(),
                "summary",
                Objects.requireNonNull(
                        summaries.get(type.name()), "Add %s to message-summaries.txt".formatted(type.name())),
                "contentType",
                "application/json",
                "traits",
                List.of(Map.of("$ref", "#/components/messageTraits/cloudEvent")),
                "bindings",
                ordered("kafka", ordered("key", key(type.topic()), "bindingVersion", "0.5.0")),
                "payload",
                schemas.of(type.body()),
                "examples",
                List.of(ordered(
                        "headers", CloudEventHeaders.example(type), "payload", ExampleMessages.of(type.body()))));
    }

    private static Map<String, Object> key(String topic) {
        return topic.equals(KafkaTopics.INVENTORY_EVENTS)
                ? ordered("type", "string", "description", "The product.")
                : ordered("type", "string", "format", "uuid", "description", "The checkout.");
    }

    private static Map<String, Object> channels() {
        Map<String, Object> channels = new LinkedHashMap<>();
        ContractFiles.topics().forEach((topic, settings) -> {
            Map<String, Object> messages = new LinkedHashMap<>();
            typesOf(topic).forEach(type -> messages.put(name(type), reference("components/messages", name(type))));
            channels.put(
                    topic,
                    ordered(
                            "address",
                            topic,
                            "messages",
                            messages,
                            "bindings",
                            ordered(
                                    "kafka",
                                    ordered(
                                            "partitions",
                                            Integer.parseInt(settings.get(1)),
                                            "topicConfiguration",
                                            ordered("retention.ms", Long.parseLong(settings.get(2))),
                                            "bindingVersion",
                                            "0.5.0"))));
        });
        channels.put(
                "dead-letters",
                ordered(
                        "address",
                        "{topic}.dlt",
                        "description",
                        "Records that a consumer of the topic has rejected, with the reason in further headers. Of a body above"
                                + " 600,000 bytes only the beginning is kept; `dlt-body-length` and `dlt-body-sha256` describe the whole.",
                        "parameters",
                        ordered(
                                "topic",
                                ordered(
                                        "enum",
                                        List.copyOf(ContractFiles.topics().keySet())))));
        return channels;
    }

    private static Map<String, Object> operations() {
        Map<String, Object> operations = new LinkedHashMap<>();
        for (String topic : ContractFiles.topics().keySet()) {
            Map<String, List<Object>> bySender = new TreeMap<>();
            for (MessageType type : typesOf(topic)) {
                senders(type).forEach(sender -> bySender.computeIfAbsent(sender, name -> new ArrayList<>())
                        .add(reference("channels/" + topic + "/messages", name(type))));
            }
            bySender.forEach((sender, messages) -> operations.put(
                    "%s sends %s".formatted(sender, topic).replace(' ', '-'),
                    operation("send", topic, sender, messages)));
            ContractFiles.readers()
                    .getOrDefault(topic, List.of())
                    .forEach(reader -> operations.put(
                            "%s receives %s".formatted(reader, topic).replace(' ', '-'),
                            operation("receive", topic, reader, null)));
        }
        operations.put(
                ORCHESTRATOR + "-receives-dead-letters", operation("receive", "dead-letters", ORCHESTRATOR, null));
        return operations;
    }

    /** @param messages null if they are all messages of the channel */
    private static Map<String, Object> operation(
            String action, String channel, String service, @Nullable List<Object> messages) {
        Map<String, Object> operation = ordered(
                "action",
                action,
                "channel",
                reference("channels", channel),
                "summary",
                "%s %ss %s".formatted(service, action, channel));
        if (messages != null) {
            operation.put("messages", messages);
        }
        return operation;
    }

    private static List<String> senders(MessageType type) {
        if (type.topic().endsWith(".commands")) {
            return List.of(ORCHESTRATOR);
        }
        String owner = OWNERS.get(type.name().split("\\.", 2)[0]);
        // any participant may refuse what it has undone
        return type.topic().equals(KafkaTopics.CHECKOUT_REPLIES) && ORCHESTRATOR.equals(owner)
                ? PARTICIPANTS
                : List.of(Objects.requireNonNull(owner));
    }

    private static List<MessageType> typesOf(String topic) {
        return MessageType.ALL.stream()
                .filter(type -> type.topic().equals(topic))
                .toList();
    }

    private static Map<String, Object> reference(String where, String name) {
        return Map.of("$ref", "#/%s/%s".formatted(where, name));
    }

    private static String name(MessageType type) {
        return type.body().getSimpleName();
    }
}
