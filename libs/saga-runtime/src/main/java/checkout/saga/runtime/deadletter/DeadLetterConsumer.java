package checkout.saga.runtime.deadletter;

import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.PayloadText;
import checkout.messaging.RawRecord;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores the dead letters of all topics for the operator. A saga with an open dead letter needs attention. */
@Component
public class DeadLetterConsumer implements BatchHandler {
    /** What a topic's name and the name of the topic of its dead letters differ by. */
    public static final String TOPIC_SUFFIX = ".dlt";

    private static final Logger log = LoggerFactory.getLogger(DeadLetterConsumer.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DeadLetters letters;
    private final DeadLetterSagaLookup sagas;

    DeadLetterConsumer(DeadLetters letters, DeadLetterSagaLookup sagas) {
        this.letters = letters;
        this.sagas = sagas;
    }

    @Override
    public Decider prepare(List<ReceivedMessage> messages, RoundTrip reading) {
        return this::store;
    }

    private Effects store(List<ReceivedMessage> messages) {
        letters.insert(messages.stream().map(this::letter).toList());
        return new Effects()
                .afterCommit(() -> log.warn("{} dead letters arrived and wait for an operator", messages.size()));
    }

    private DeadLetter letter(ReceivedMessage found) {
        Map<String, String> headers = new TreeMap<>(((RawRecord) found.body()).headers());
        String stack = headers.remove("dlt-stack");
        byte[] value = found.origin().value();
        String text = PayloadText.of(value);
        String topic = found.origin().topic();
        return new DeadLetter(
                found.id(),
                topic.substring(0, topic.length() - TOPIC_SUFFIX.length()),
                number(headers.get("dlt-partition"), Integer::valueOf),
                number(headers.get("dlt-offset"), Long::valueOf),
                headers.get("dlt-id"),
                found.key(),
                found.type(),
                headers.get("dlt-group"),
                headers.getOrDefault("dlt-reason", "the record does not say why it is here"),
                stack,
                text == null ? Base64.getEncoder().encodeToString(value) : text,
                text == null ? "base64" : null,
                JSON.writeValueAsString(headers),
                sagas.of(found),
                found.traceparent(),
                null,
                DeadLetter.Status.OPEN,
                null);
    }

    private static <N extends Number> @Nullable N number(@Nullable String text, Function<String, N> read) {
        try {
            return text == null ? null : read.apply(text);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
