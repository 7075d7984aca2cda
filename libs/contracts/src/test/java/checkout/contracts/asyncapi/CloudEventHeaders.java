package checkout.contracts.asyncapi;

import static checkout.contracts.asyncapi.RecordSchemas.ordered;

import checkout.contracts.KafkaTopics;
import checkout.contracts.MessageType;
import java.util.List;
import java.util.Map;

/** The headers of every message: those of a CloudEvent in binary mode, the place in its saga, and the trace. */
final class CloudEventHeaders {
    private static final String SAGA = "0198c5a2-7e3b-7d4f-8f00-6c1b5a3e9d21";

    private CloudEventHeaders() {}

    static Map<String, Object> schema() {
        return ordered(
                "type",
                "object",
                "required",
                List.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time"),
                "properties",
                ordered(
                        "ce_specversion",
                        ordered("const", "1.0"),
                        "ce_id",
                        ordered("type", "string", "format", "uuid", "description", "The message, once and for all."),
                        "ce_type",
                        ordered("type", "string", "description", "The logical name and version of the message."),
                        "ce_source",
                        ordered("type", "string", "description", "The schema of the outbox that it comes from."),
                        "ce_time",
                        ordered("type", "string", "format", "date-time"),
                        "ce_sagaid",
                        ordered("type", "string", "format", "uuid", "description", "The saga; a reply repeats it."),
                        "ce_sagastep",
                        ordered("type", "string", "description", "The step of the saga; a reply repeats it."),
                        "ce_sagaaction",
                        ordered("enum", List.of("DO", "UNDO"), "description", "A reply repeats it."),
                        "ce_sagaattempt",
                        ordered("type", "string", "description", "Which attempt it is; a reply repeats it."),
                        "traceparent",
                        ordered("type", "string", "description", "The trace (W3C Trace Context).")));
    }

    static Map<String, Object> example(MessageType type) {
        Map<String, Object> headers = ordered(
                "ce_specversion",
                "1.0",
                "ce_id",
                "0198c5a2-7e40-7a11-b3c2-5d6e7f8091a2",
                "ce_type",
                type.name(),
                "ce_source",
                "/" + schemaOfSender(type),
                "ce_time",
                "2026-01-31T12:00:00Z");
        boolean ofASaga = type.topic().endsWith(".commands") || type.topic().equals(KafkaTopics.CHECKOUT_REPLIES);
        if (ofASaga) {
            headers.put("ce_sagaid", SAGA);
            headers.put("ce_sagastep", "reserve stock");
            headers.put("ce_sagaaction", "DO");
            headers.put("ce_sagaattempt", "1");
        }
        return headers;
    }

    private static String schemaOfSender(MessageType type) {
        String owner = type.name().split("\\.", 2)[0];
        boolean fromOrchestrator =
                type.topic().endsWith(".commands") || type.topic().equals(KafkaTopics.CHECKOUT_EVENTS);
        return fromOrchestrator ? "sagas" : owner.equals("checkout") ? "inventory" : owner;
    }
}
