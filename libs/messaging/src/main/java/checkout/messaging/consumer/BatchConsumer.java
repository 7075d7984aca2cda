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
 * Takes a Kafka poll as one transaction of two round trips: inbox and what the handler has to know; what it decided,
 * outbox and commit.
 *
 * <p>A poll that fails is taken again in ever smaller parts, so that only the record at fault goes to the dead letters. A
 * fault that passes by itself is thrown on: the container waits and hands the same poll in again, skipping nothing.
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
    private final ConsumerMetrics meter;

    BatchConsumer(
            Subscription subscription,
            RecordDecoder decoder,
            TransactionTemplate transaction,
            JdbcTemplate jdbc,
            Inbox inbox,
            Outbox outbox,
            JsonMapper json,
            ConsumerMetrics meter) {
        this.subscription = subscription;
        this.decoder = decoder;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.inbox = inbox;
        this.outbox = outbox;
        this.json = json;
        this.meter = meter;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        List<DecodedRecord> poll = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            poll.add(decoder.decode(record));
        }
        take(poll);
    }

    /** Halves what fails until the record at fault is alone: a few transactions, not one for each of its neighbours. */
    private void take(List<DecodedRecord> records) {
        try {
            commitThoughOvertaken(records);
        } catch (RuntimeException failure) {
            if (TransientFaults.is(failure)) {
                throw failure;
            }
            if (records.size() > 1) {
                log.warn(
                        "{} records failed together and are taken in two halves: {}",
                        records.size(),
                        failure.toString());
                int half = records.size() / 2;
                take(records.subList(0, half));
                take(records.subList(half, records.size()));
            } else {
                bury(records.get(0), failure);
            }
        }
    }

    private void bury(DecodedRecord record, RuntimeException failure) {
        if (record instanceof PoisonRecord) {
            throw failure;
        }
        commit(List.of(new PoisonRecord(record.origin(), record.id(), failure.toString(), failure)));
    }

    /** A row that another consumer wrote after this one had looked for it is seen the second time. */
    private void commitThoughOvertaken(List<DecodedRecord> poll) {
        try {
            commit(poll);
        } catch (DuplicateKeyException overtaken) {
            log.info(
                    "{} records are taken again, for a row of theirs came meanwhile: {}",
                    poll.size(),
                    overtaken.toString());
            commit(poll);
        }
    }

    private void commit(List<DecodedRecord> poll) {
        List<Runnable> afterCommit = new ArrayList<>();
        Tally tally = transaction.execute(status -> handle(poll, afterCommit));
        meter.count(tally);
        afterCommit.forEach(Runnable::run);
    }

    private Tally handle(List<DecodedRecord> poll, List<Runnable> afterCommit) {
        List<ReceivedMessage> messages = new ArrayList<>(poll.size());
        int dead = 0;
        for (DecodedRecord decoded : poll) {
            if (decoded instanceof ReadableRecord legible) {
                messages.add(legible.message());
            } else if (decoded instanceof PoisonRecord poison && bury(poison)) {
                dead++;
            }
        }
        int fresh = messages.isEmpty() ? 0 : take(messages, afterCommit);
        return new Tally(fresh, messages.size() - fresh, dead);
    }

    /** How many of these were new. */
    private int take(List<ReceivedMessage> messages, List<Runnable> afterCommit) {
        RoundTrip reading = new RoundTrip(jdbc);
        Supplier<Set<UUID>> fresh = inbox.receive(messages, reading);
        BatchHandler.Decider decider = subscription.handler().prepare(messages, reading);
        reading.execute();
        List<List<ReceivedMessage>> keyRounds = KeyRounds.of(messages, fresh.get());
        for (int i = 0; i < keyRounds.size(); i++) {
            List<ReceivedMessage> wave = keyRounds.get(i);
            Effects effects = (i == 0 ? decider : preparedFor(wave)).decide(wave);
            RoundTrip writing = new RoundTrip(jdbc);
            outbox.send(effects, writing);
            if (i < keyRounds.size() - 1) {
                writing.execute();
            } else {
                writing.executeAndCommit();
            }
            afterCommit.addAll(effects.afterCommit());
        }
        return fresh.get().size();
    }

    /** For the rare second message of a key, which has to see what came of the first. */
    private BatchHandler.Decider preparedFor(List<ReceivedMessage> wave) {
        RoundTrip reading = new RoundTrip(jdbc);
        BatchHandler.Decider decider = subscription.handler().prepare(wave, reading);
        reading.execute();
        return decider;
    }

    private boolean bury(PoisonRecord poison) {
        var letter = DeadLetterRow.of(poison, subscription.group(), json);
        if (!inbox.receivePoison(poison.id(), letter.type(), letter.key())) {
            return false;
        }
        outbox.append(List.of(letter));
        log.error(
                "{}-{}@{} goes to {}: {}",
                poison.origin().topic(),
                poison.origin().partition(),
                poison.origin().offset(),
                letter.topic(),
                poison.reason(),
                poison.cause());
        return true;
    }

    /** What became of a poll's records. */
    record Tally(int handled, int duplicates, int dead) {}
}
