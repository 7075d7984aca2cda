package checkout.lab.scenario.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.poison.DeadLetterClient.DeadLetter;
import checkout.lab.stack.state.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A record without a type that some tool put straight into a topic. The relay never publishes such a record, and a redrive cannot help. */
final class UnreadableRecord {

    private static final byte[] INVALID_UTF_8 = {(byte) 0xc3, 0x28, 0, (byte) 0xff};

    private final ScenarioContext context;
    private final DeadLetterClient deadLetters;
    private final UUID key = UUID.randomUUID();

    UnreadableRecord(ScenarioContext context, DeadLetterClient deadLetters) {
        this.context = context;
        this.deadLetters = deadLetters;
    }

    /** The record's key, under which its dead letter is found. */
    UUID key() {
        return key;
    }

    /** Produces the record, waits for its dead letter, and tries to redrive and to discard it. */
    ExpectationResult run(String topic, Duration limit) throws InterruptedException {
        produce(topic);
        long began = System.nanoTime();
        Optional<DeadLetter> deadLetter = deadLetters.awaitKey(key, limit);
        List<String> counterExamples = new ArrayList<>();
        Map<String, Object> figures = new TreeMap<>();
        if (deadLetter.isEmpty()) {
            counterExamples.add("%s had no dead letter after %s".formatted(key, limit));
        } else {
            figures.put("milliseconds until it was there", (System.nanoTime() - began) / 1_000_000);
            figures.put("reason", deadLetter.get().reason());
            redriveAndDiscard(deadLetter.get(), counterExamples);
        }
        context.log("the unreadable record is %s", DeadLetter.describe(deadLetter));
        return new ExpectationResult(
                "an unreadable record is a dead letter within %d s, cannot be redriven, and is discarded with a reason"
                        .formatted(limit.toSeconds()),
                counterExamples,
                figures);
    }

    private void redriveAndDiscard(DeadLetter deadLetter, List<String> counterExamples) throws InterruptedException {
        int redriven = deadLetters.redrive(deadLetter.id(), "perhaps it helps").status();
        if (redriven != 409) {
            counterExamples.add("its redrive was answered with " + redriven);
        }
        int discarded = deadLetters.discard(deadLetter.id(), "unreadable").status();
        if (discarded != 200) {
            counterExamples.add("discarding it was answered with " + discarded);
        }
    }

    private void produce(String topic) throws InterruptedException {
        try (var producer =
                new KafkaProducer<>(context.kafkaAdmin(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.toString().getBytes(UTF_8), INVALID_UTF_8))
                    .get();
        } catch (ExecutionException e) {
            throw new StackException("Kafka did not accept a record (%s).".formatted(e.getCause()), e);
        }
    }
}
