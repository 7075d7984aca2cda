package checkout.messaging.consumer;

import checkout.messaging.fault.HaltedConsumerException;
import checkout.messaging.position.ConsumerPositions;
import checkout.messaging.status.ConsumerStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
     * otherwise whenever positions are written. Nor must those of a partition that another instance got while this one tried
     * them again and again: it reads them, after what the database may have forgotten.
     */
    boolean mustReadAgain(List<ConsumerRecord<byte[], byte[]>> records) {
        if (failedBefore) {
            positions.compareAndWrite();
            failedBefore = false;
        }
        Set<TopicPartition> partitions = new HashSet<>();
        for (int i = 0; i < records.size(); i++) {
            if (isLastOfPartition(records, i)) {
                partitions.add(partition(records.get(i)));
            }
        }
        boolean readAgain = positions.readAgain(status.group(), partitions);
        if (readAgain) {
            // whatever has failed with these records is tried again with others, or by another instance
            status.works(problem());
        }
        return readAgain;
    }

    /** The records of a partition are next to each other. */
    private static boolean isLastOfPartition(List<ConsumerRecord<byte[], byte[]>> records, int i) {
        return i == records.size() - 1 || !partition(records.get(i + 1)).equals(partition(records.get(i)));
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** The effects of these records are committed. */
    void handled(List<ConsumerRecord<byte[], byte[]>> records) {
        for (int i = 0; i < records.size(); i++) {
            if (isLastOfPartition(records, i)) {
                ConsumerRecord<byte[], byte[]> last = records.get(i);
                positions.handled(status.group(), partition(last), last.offset() + 1);
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
