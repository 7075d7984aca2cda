package checkout.lab.scenario.kafka;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.stack.state.StackException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts records straight into topics, as another company's tool does. */
final class ForeignProducer {

    private static final int LARGEST_REQUEST = 4 * 1024 * 1024;

    private ForeignProducer() {}

    /** Returns once the broker has all of them. */
    static void send(ScenarioContext context, List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(context.kafkaAdmin());
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> each : records) {
                producer.send(each).get();
            }
        } catch (ExecutionException e) {
            throw new StackException("Kafka did not accept a record (%s).".formatted(e.getCause()), e);
        }
    }
}
