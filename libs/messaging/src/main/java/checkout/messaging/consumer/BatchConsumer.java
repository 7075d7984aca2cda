package checkout.messaging.consumer;

import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.Subscription;
import checkout.messaging.database.DatabaseClock;
import checkout.messaging.deferred.DeferredMessages;
import checkout.messaging.fault.FaultCause;
import checkout.messaging.fault.FaultCircuit;
import checkout.messaging.fault.FaultKind;
import checkout.messaging.fault.Faults;
import checkout.messaging.handling.LockTimeouts;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.position.ConsumerPositions;
import checkout.messaging.record.DecodedRecord;
import checkout.messaging.record.DecodedRecord.PoisonRecord;
import checkout.messaging.record.DecodedRecord.ReadableRecord;
import checkout.messaging.record.RecordDecoder;
import checkout.messaging.record.RecordLogContext;
import checkout.messaging.status.ConsumerStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Handles a Kafka poll, and decides what to do if that fails.
 *
 * <p>A transient fault is rethrown: the container waits and delivers the same poll again, skipping nothing. A fault of the
 * installation halts the consumer, which also means that the poll is delivered again. A fault that should pass but does not may
 * be that of a record which takes too long: then the poll is taken apart, and the record is deferred. Any other failure is isolated by
 * halving the poll, and the record at fault goes to the dead letters; but if records of several keys fail in a row for the
 * same cause, the consumer halts before the records of this poll go there.
 */
public final class BatchConsumer implements BatchMessageListener<byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(BatchConsumer.class);

    private final RecordDecoder decoder;
    private final PollTransaction transaction;
    private final FaultCircuit circuit;
    private final PollProgress progress;
    private final RepeatedPolls repeated = new RepeatedPolls();
    private final AtomicInteger trials = new AtomicInteger();

    /**
     * Creates the consumer of a subscription.
     *
     * @param horizon how long the inbox remembers a message
     * @param keepBodies whether the inbox stores the bodies, as a journal
     */
    public static BatchConsumer of(
            Subscription subscription,
            MessageTypeRegistry messageTypes,
            JsonMapper json,
            Duration horizon,
            TransactionTemplate transaction,
            JdbcTemplate jdbc,
            boolean keepBodies,
            Outbox outbox,
            MeterRegistry meters,
            ConsumerPositions positions,
            ConsumerStatus status) {
        return new BatchConsumer(
                new RecordDecoder(messageTypes, json, subscription.raw(), horizon, new DatabaseClock(jdbc)),
                new PollTransaction(
                        subscription,
                        transaction,
                        jdbc,
                        // a raw handler stores the records itself, and they are not part of a saga's journal
                        new Inbox(jdbc, keepBodies && !subscription.raw()),
                        subscription.raw() ? null : new DeferredMessages(jdbc, subscription, json),
                        outbox,
                        json,
                        new ConsumerMetrics(meters, status)),
                status.circuit(),
                new PollProgress(positions, status));
    }

    private BatchConsumer(
            RecordDecoder decoder, PollTransaction transaction, FaultCircuit circuit, PollProgress progress) {
        this.decoder = decoder;
        this.transaction = transaction;
        this.circuit = circuit;
        this.progress = progress;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        List<DecodedRecord> poll = new ArrayList<>(records.size());
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                poll.add(decode(record));
            }
            if (progress.mustReadAgain(records)) {
                repeated.handled(records.getFirst());
                circuit.forget();
                return;
            }
            if (circuit.halted().isPresent()) {
                tryAgain(poll);
            } else {
                handle(poll, false);
            }
        } catch (RuntimeException | Error failure) {
            repeated.failed(records.getFirst(), failure);
            progress.failed(failure);
            throw failure;
        }
        repeated.handled(records.getFirst());
        progress.handled(records);
    }

    /** What usually passes, such as a database that is away, is told from what does not, such as a wrong password. */
    private DecodedRecord decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return decoder.decode(record);
        } catch (RuntimeException failure) {
            throw Faults.kindOf(failure) == FaultKind.TRANSIENT
                    ? failure
                    : circuit.halt(FaultKind.INSTALLATION, FaultCause.of(failure), failure);
        }
    }

    /**
     * Ends a halt if the poll can be handled. If records of different keys failed, one record is tried first, each time
     * another: when it succeeds, those that still fail are themselves at fault.
     */
    private void tryAgain(List<DecodedRecord> poll) {
        handle(poll, circuit.mustTrySome() && tryOne(poll));
        circuit.resume();
    }

    private boolean tryOne(List<DecodedRecord> poll) {
        List<ReadableRecord> candidates = PollPart.firstOfEachKey(poll);
        for (int i = 0; i < candidates.size(); i++) {
            ReadableRecord candidate = candidates.get(Math.floorMod(trials.getAndIncrement(), candidates.size()));
            try {
                if (transaction.commit(List.of(candidate)) > 0) {
                    return true;
                }
            } catch (RuntimeException | Error failure) {
                if (Faults.isFatal(failure) || Faults.kindOf(failure) == FaultKind.TRANSIENT) {
                    throw failure;
                }
                if (!transaction.skipsDuplicate(candidate)) {
                    throw circuit.halt(Faults.kindOf(failure), FaultCause.of(failure), failure);
                }
            }
        }
        // every record was handled before, or cannot be read: there is nothing to lose
        return false;
    }

    /** @param oneSucceeded whether a record was handled just now, so that records that fail are themselves at fault */
    private void handle(List<DecodedRecord> poll, boolean oneSucceeded) {
        List<DecodedRecord> remaining = poll;
        boolean takenApart = repeated.mustBeTakenApart(poll.getFirst().origin());
        while (!remaining.isEmpty()) {
            PollPart part = new PollPart(oneSucceeded, takenApart);
            handleInParts(remaining, part);
            part.failed().forEach(this::deadLetter);
            remaining = part.behindFailed();
        }
    }

    /** Halves a poll that fails until the record at fault is alone, which takes fewer transactions than one per record. */
    private void handleInParts(List<DecodedRecord> some, PollPart part) {
        List<DecodedRecord> records = part.withoutKeysThatFailed(some);
        if (records.isEmpty()) {
            return;
        }
        if (records.size() > 1) {
            handleTogether(records, part);
            return;
        }
        RecordLogContext.run(records.getFirst(), () -> handleTogether(records, part));
    }

    private void handleTogether(List<DecodedRecord> records, PollPart part) {
        try {
            if (commitOrRetryOnce(records) > 0) {
                circuit.worked();
                part.succeeded();
            }
        } catch (RuntimeException | Error failure) {
            if (Faults.isFatal(failure)) {
                throw failure;
            }
            if (LockTimeouts.is(failure) && deferred(records, part)) {
                return;
            }
            switch (Faults.kindOf(failure)) {
                case TRANSIENT -> {
                    if (!takenApart(records, failure, part)) {
                        throw failure;
                    }
                }
                case INSTALLATION -> {
                    FaultCause cause = FaultCause.of(failure);
                    if (!circuit.isResumed(cause)) {
                        throw circuit.halt(FaultKind.INSTALLATION, cause, failure);
                    }
                    isolate(records, failure, part);
                }
                case RECORD -> isolate(records, failure, part);
            }
        }
    }

    /**
     * Whether the records that fail by something that usually passes were told from the others, if that is due. One that fails
     * alone is deferred, so that it delays only those of its key.
     */
    private boolean takenApart(List<DecodedRecord> records, Throwable failure, PollPart part) {
        if (!part.isTakenApart() || !Faults.mayPersistForOneRecord(failure)) {
            return false;
        }
        if (records.size() == 1) {
            return part.mayDeferOne() && deferred(records, part);
        }
        isolate(records, failure, part);
        return true;
    }

    /** Whether nothing more is to be done now, because the records are deferred, or those that cannot be are isolated. */
    private boolean deferred(List<DecodedRecord> records, PollPart part) {
        try {
            return transaction.defer(records);
        } catch (RuntimeException | Error failure) {
            if (Faults.isFatal(failure) || Faults.kindOf(failure) != FaultKind.RECORD) {
                throw failure;
            }
            isolate(records, failure, part);
            return true;
        }
    }

    private void isolate(List<DecodedRecord> records, Throwable failure, PollPart part) {
        if (records.size() > 1) {
            log.warn(
                    "{} records failed together and are retried in two halves: {}", records.size(), failure.toString());
            int half = records.size() / 2;
            handleInParts(records.subList(0, half), part);
            handleInParts(records.subList(half, records.size()), part);
        } else {
            failedAlone(records.getFirst(), failure, part);
        }
    }

    private void failedAlone(DecodedRecord record, Throwable failure, PollPart part) {
        FaultCause cause = FaultCause.of(failure);
        switch (record) {
            case ReadableRecord readable -> {
                if (transaction.skipsDuplicate(readable)) {
                    return;
                }
                if (!part.oneSucceeded()
                        && circuit.mustHalt(cause, readable.message().key())) {
                    throw circuit.halt(FaultKind.RECORD, cause, failure);
                }
                part.failed(readable, new PoisonRecord(readable.origin(), readable.id(), failure.toString(), failure));
            }
            // it could not be dead-lettered, so it must not be skipped
            case PoisonRecord poison -> throw circuit.halt(FaultKind.INSTALLATION, cause, failure);
        }
    }

    /** A record that is on its way to the dead letters and fails again must not be skipped. */
    private void deadLetter(PoisonRecord record) {
        try {
            transaction.commit(List.of(record));
        } catch (RuntimeException failure) {
            throw Faults.kindOf(failure) == FaultKind.TRANSIENT
                    ? failure
                    : circuit.halt(FaultKind.INSTALLATION, FaultCause.of(failure), failure);
        }
    }

    /** A row that another consumer inserted after this one had looked for it is found the second time. */
    private int commitOrRetryOnce(List<DecodedRecord> poll) {
        try {
            return transaction.commit(poll);
        } catch (DuplicateKeyException concurrent) {
            log.info(
                    "{} records are retried, because another transaction inserted a row of theirs: {}",
                    poll.size(),
                    concurrent.toString());
            return transaction.commit(poll);
        }
    }
}
