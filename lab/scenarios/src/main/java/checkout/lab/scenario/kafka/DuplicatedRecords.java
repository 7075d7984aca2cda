package checkout.lab.scenario.kafka;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.fault.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The last records of a topic are published again, with the same keys, headers and bodies, in the same order. */
public record DuplicatedRecords(String topic, int count) implements Fault {

    @Override
    public void inject(ScenarioContext context) throws InterruptedException {
        Deque<ProducerRecord<byte[], byte[]>> last = new ArrayDeque<>();
        KafkaRecords.read(context, topic::equals, record -> {
            if (KafkaRecords.isStrangers(context, record)) {
                return;
            }
            last.add(new ProducerRecord<>(
                    record.topic(), record.partition(), record.key(), record.value(), record.headers()));
            if (last.size() > count) {
                last.removeFirst();
            }
        });
        List<ProducerRecord<byte[], byte[]>> again = new ArrayList<>(last);
        ForeignProducer.send(context, again);
        context.faultHadEffect(again.size());
        context.log("%d records of %s are published again", again.size(), topic);
    }
}
