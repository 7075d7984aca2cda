package checkout.messaging.consumer;

import checkout.messaging.fault.HaltedConsumerException;
import checkout.messaging.position.ConsumerPositions;
import checkout.messaging.status.ConsumerStatus;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Tells the group's position and status about each poll. */
final class PollProgress {
    private final ConsumerPositions positions;
    private final ConsumerStatus status;
    private volatile boolean failedBefore;

    PollProgress(ConsumerPositions positions, ConsumerStatus status) {
        this.positions = positions;
        this.status = status;
    }

    /**
     * Whether these records must not be handled now, because the database has gone back behind them; they are read again
     * after the ones that it has forgotten. A failover breaks the connections, so this is looked at after every failure, and
     * otherwise whenever positions are written.
     */
    boolean mustReadAgain(List<ConsumerRecord<byte[], byte[]>> records) {
        if (failedBefore) {
            positions.compareAndWrite();
            failedBefore = false;
        }
        if (!positions.anyOutdated()) {
            return false;
        }
        Set<TopicPartition> partitions = records.stream()
                .map(record -> new TopicPartition(record.topic(), record.partition()))
                .collect(Collectors.toSet());
        return positions.readAgain(status.group(), partitions);
    }

    /** The effects of these records are committed. */
    void handled(List<ConsumerRecord<byte[], byte[]>> records) {
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            boolean lastOfPartition = i == records.size() - 1
                    || records.get(i + 1).partition() != record.partition()
                    || !records.get(i + 1).topic().equals(record.topic());
            if (lastOfPartition) {
                positions.handled(
                        status.group(), new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
        }
        status.works(problem());
    }

    /** The records are not handled, and are delivered again. A halt is reported by the circuit. */
    void failed(Throwable failure) {
        failedBefore = true;
        if (!(failure instanceof HaltedConsumerException)) {
            status.fails(problem(), failure, true);
        }
    }

    private static String problem() {
        return "handling a poll on " + Thread.currentThread().getName();
    }
}
