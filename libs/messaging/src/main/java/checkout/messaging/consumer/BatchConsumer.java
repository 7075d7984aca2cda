package checkout.messaging.consumer;

import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.Subscription;
import checkout.messaging.consumer.DecodedRecord.PoisonRecord;
import checkout.messaging.consumer.DecodedRecord.ReadableRecord;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.sql.RoundTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Handles a Kafka poll as one transaction of two round trips: the first records the inbox and reads what the handler
 * needs, the second writes what the handler decided, appends the outbox and commits.
 *
 * <p>A poll that fails is retried in ever smaller parts, so that only the record at fault goes to the dead letters. A
 * transient fault is rethrown: the container waits and delivers the same poll again, skipping nothing.
 */
final class BatchConsumer implements BatchMessageListener<byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(BatchConsumer.class);

    private final Subscription subscription;
    private final RecordDecoder decoder;
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final Inbox inbox;
    private final Outbox outbox;
    private final JsonMapper json;
    private final ConsumerMetrics metrics;

    BatchConsumer(
            Subscription subscription,
            RecordDecoder decoder,
            TransactionTemplate transaction,
            JdbcTemplate jdbc,
            Inbox inbox,
            Outbox outbox,
            JsonMapper json,
            ConsumerMetrics metrics) {
        this.subscription = subscription;
        this.decoder = decoder;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.inbox = inbox;
        this.outbox = outbox;
        this.json = json;
        this.metrics = metrics;
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
                commit(List.of(new PoisonRecord(readable.origin(), readable.id(), failure.toString(), failure)));
            case PoisonRecord poison -> throw failure;
        }
    }

    /** A row that another consumer inserted after this one had looked for it is found the second time. */
    private void commitOrRetryOnce(List<DecodedRecord> poll) {
        try {
            commit(poll);
        } catch (DuplicateKeyException concurrent) {
            log.info(
                    "{} records are retried, because another transaction inserted a row of theirs: {}",
                    poll.size(),
                    concurrent.toString());
            commit(poll);
        }
    }

    private void commit(List<DecodedRecord> poll) {
        List<Runnable> afterCommit = new ArrayList<>();
        Tally tally = transaction.execute(status -> handle(poll, afterCommit));
        metrics.count(tally);
        afterCommit.forEach(Runnable::run);
    }

    private Tally handle(List<DecodedRecord> poll, List<Runnable> afterCommit) {
        List<ReceivedMessage> messages = new ArrayList<>(poll.size());
        int dead = 0;
        for (DecodedRecord decoded : poll) {
            switch (decoded) {
                case ReadableRecord readable -> messages.add(readable.message());
                case PoisonRecord poison -> dead += deadLetter(poison) ? 1 : 0;
            }
        }
        int handled = messages.isEmpty() ? 0 : handleNew(messages, afterCommit);
        return new Tally(handled, messages.size() - handled, dead);
    }

    /** Handles the messages that were not received before, and returns their number. */
    private int handleNew(List<ReceivedMessage> messages, List<Runnable> afterCommit) {
        RoundTrip reading = new RoundTrip(jdbc);
        Supplier<Set<UUID>> newIds = inbox.receive(messages, reading);
        BatchHandler.Decider decider = subscription.handler().prepare(messages, reading);
        reading.execute();
        List<List<ReceivedMessage>> rounds = KeyRounds.of(messages, newIds.get());
        for (int i = 0; i < rounds.size(); i++) {
            List<ReceivedMessage> round = rounds.get(i);
            Effects effects = (i == 0 ? decider : prepare(round)).decide(round);
            RoundTrip writing = new RoundTrip(jdbc);
            outbox.send(effects, writing);
            if (i < rounds.size() - 1) {
                writing.execute();
            } else {
                writing.executeAndCommit();
            }
            afterCommit.addAll(effects.afterCommit());
        }
        return newIds.get().size();
    }

    /** The rare second message of a key must see the effects of the first. */
    private BatchHandler.Decider prepare(List<ReceivedMessage> round) {
        RoundTrip reading = new RoundTrip(jdbc);
        BatchHandler.Decider decider = subscription.handler().prepare(round, reading);
        reading.execute();
        return decider;
    }

    /** Whether the record is new among the dead letters. */
    private boolean deadLetter(PoisonRecord poison) {
        var row = DeadLetterRow.of(poison, subscription.group(), json);
        if (!inbox.receivePoison(poison.id(), row.type(), row.key())) {
            return false;
        }
        outbox.append(List.of(row));
        log.error(
                "{}-{}@{} goes to {}: {}",
                poison.origin().topic(),
                poison.origin().partition(),
                poison.origin().offset(),
                row.topic(),
                poison.reason(),
                poison.cause());
        return true;
    }

    /** How many records of a poll had which outcome. */
    record Tally(int handled, int duplicates, int dead) {}
}
