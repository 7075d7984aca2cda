package checkout.lab.scenario.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.poison.DeadLetterClient.Letter;
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
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What some tool has put straight into a topic: bytes without a type. The relay would never publish it, and no redrive helps. */
final class UnreadableRecord {

    private static final byte[] NO_TEXT = {(byte) 0xc3, 0x28, 0, (byte) 0xff};

    private final ScenarioContext scenarioContext;
    private final DeadLetterClient desk;
    private final UUID key = UUID.randomUUID();

    UnreadableRecord(ScenarioContext scenarioContext, DeadLetterClient desk) {
        this.scenarioContext = scenarioContext;
        this.desk = desk;
    }

    /** The key it has, under which its dead letter is found. */
    UUID key() {
        return key;
    }

    /** Puts it into the topic, waits for its dead letter, and tries what an operator may try. */
    ExpectationResult strike(String topic, Duration limit) throws InterruptedException {
        put(topic);
        long began = System.nanoTime();
        Optional<Letter> letter = desk.await(key, limit);
        List<String> complaints = new ArrayList<>();
        Map<String, Object> figures = new TreeMap<>();
        if (letter.isEmpty()) {
            complaints.add("after %s there was no dead letter of %s".formatted(limit, key));
        } else {
            figures.put("milliseconds until it was there", (System.nanoTime() - began) / 1_000_000);
            figures.put("reason", letter.get().reason());
            settle(letter.get(), complaints);
        }
        scenarioContext.eventLog().tell("a record that nobody can read is %s".formatted(Letter.told(letter)));
        return new ExpectationResult(
                "a record that nobody can read is a dead letter within %d s, cannot be redriven, and is discarded with a reason"
                        .formatted(limit.toSeconds()),
                complaints,
                figures);
    }

    private void settle(Letter letter, List<String> complaints) throws InterruptedException {
        int redriven = desk.redrive(letter.id(), "perhaps it helps").status();
        if (redriven != 409) {
            complaints.add("its redrive was answered with %d and not refused".formatted(redriven));
        }
        int discarded = desk.discard(letter.id(), "nobody knows what it is").status();
        if (discarded != 200) {
            complaints.add("its discarding was answered with " + discarded);
        }
    }

    private void put(String topic) throws InterruptedException {
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, scenarioContext.kafka());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.toString().getBytes(UTF_8), NO_TEXT))
                    .get();
        } catch (ExecutionException e) {
            throw new StackException("Kafka does not take a record (%s).".formatted(e.getCause()), e);
        }
    }
}
