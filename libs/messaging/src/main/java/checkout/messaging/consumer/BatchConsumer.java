package checkout.messaging.consumer;

import checkout.messaging.consumer.DecodedRecord.PoisonRecord;
import checkout.messaging.consumer.DecodedRecord.ReadableRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Handles a Kafka poll as one transaction.
 *
 * <p>A poll that fails is retried in ever smaller parts, so that only the record at fault goes to the dead letters. A
 * transient fault is rethrown: the container waits and delivers the same poll again, skipping nothing. A poll that meets a row
 * which another transaction has locked for long is deferred in the database, so that the records behind it do not wait.
 */
final class BatchConsumer implements BatchMessageListener<byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(BatchConsumer.class);

    private final RecordDecoder decoder;
    private final PollTransaction transaction;

    BatchConsumer(RecordDecoder decoder, PollTransaction transaction) {
        this.decoder = decoder;
        this.transaction = transaction;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        List<DecodedRecord> poll = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            poll.add(decoder.decode(record));
        }
        handleInParts(poll);
    }

    /** Halves a poll that fails until the record at fault is alone, which takes fewer transactions than one per record. */
    private void handleInParts(List<DecodedRecord> records) {
        try {
            commitOrRetryOnce(records);
        } catch (RuntimeException failure) {
            if (LockTimeouts.is(failure) && transaction.defer(records)) {
                return;
            }
            if (TransientFaults.is(failure)) {
                throw failure;
            }
            if (records.size() > 1) {
                log.warn(
                        "{} records failed together and are retried in two halves: {}",
                        records.size(),
                        failure.toString());
                int half = records.size() / 2;
                handleInParts(records.subList(0, half));
                handleInParts(records.subList(half, records.size()));
            } else {
                deadLetter(records.getFirst(), failure);
            }
        }
    }

    /** A record that is on its way to the dead letters and fails again must not be skipped. */
    private void deadLetter(DecodedRecord record, RuntimeException failure) {
        switch (record) {
            case ReadableRecord readable ->
                transaction.commit(
                        List.of(new PoisonRecord(readable.origin(), readable.id(), failure.toString(), failure)));
            case PoisonRecord poison -> throw failure;
        }
    }

    /** A row that another consumer inserted after this one had looked for it is found the second time. */
    private void commitOrRetryOnce(List<DecodedRecord> poll) {
        try {
            transaction.commit(poll);
        } catch (DuplicateKeyException concurrent) {
            log.info(
                    "{} records are retried, because another transaction inserted a row of theirs: {}",
                    poll.size(),
                    concurrent.toString());
            transaction.commit(poll);
        }
    }
}
