package checkout.relay.replay;

import checkout.relay.publish.KafkaSendBatch;
import checkout.relay.slot.ReplicationSlotCheck.Refusal;
import checkout.relay.slot.ReplicationSlotCheck.Repair;
import checkout.relay.slot.ReplicationSlotCheck.Usable;
import checkout.relay.slot.SourceDatabase;
import checkout.relay.source.LockedSlot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes the retained rows of a window again, and repairs a refused slot.
 *
 * <p>The slot is repaired before the rows are read. A row that commits in between follows the slot's position and may also be in the window, so it is
 * published once or twice, but never lost. The engine starts after the replay, so that no later row of a key overtakes an earlier one.
 */
final class OutboxReplay {

    private static final Logger log = LoggerFactory.getLogger(OutboxReplay.class);
    private static final int MAX_CHUNKS_IN_FLIGHT = 4;

    private final LockedSlot slot;
    private final JdbcClient database;
    private final RetainedOutboxRows rows;
    private final ReplayJournal journal;

    OutboxReplay(LockedSlot slot) {
        SourceDatabase source = new SourceDatabase(slot.source());
        this.slot = slot;
        this.database = JdbcClient.create(source.withoutTimeout());
        this.rows =
                new RetainedOutboxRows(source.withoutTimeout(), slot.source().publication());
        this.journal = new ReplayJournal(database);
    }

    ReplayResult run(ReplayWindow window, String user, String reason) {
        boolean slotCreated =
                switch (slot.slotCheck()) {
                    case Usable() -> false;
                    case Refusal refusal -> repair(refusal);
                };
        Instant to = window.to() == null ? Instant.now() : window.to();
        UUID entry = journal.begin(slot.source().slot(), user, reason, window.from(), to, slotCreated);
        AtomicLong published = new AtomicLong();
        try {
            publish(window, published);
            if (slot.slotCheck() instanceof Refusal) {
                slot.progress().reset();
            }
        } catch (RuntimeException failure) {
            throw recorded(entry, published.get(), failure);
        }
        journal.end(entry, published.get(), null);
        log.warn(
                "{} rows of {} created from {} to {} were published again for {}: {}",
                published,
                slot.source().name(),
                window.from(),
                to,
                user,
                reason);
        return new ReplayResult(slot.source().name(), window.from(), to, slotCreated, published.get());
    }

    private boolean repair(Refusal refusal) {
        if (refusal.repair() == Repair.NONE) {
            throw new ReplayRefusedException(
                    "%s. A replay cannot fix this: %s".formatted(refusal.problem(), refusal.remedy()));
        }
        return new SlotRecreator(database).recreate(slot.source().slot(), refusal.repair());
    }

    /** Records the failure and returns it. If recording fails too, the caller still gets the original failure. */
    private RuntimeException recorded(UUID entry, long published, RuntimeException failure) {
        try {
            journal.end(entry, published, failure.toString());
        } catch (DataAccessException notRecorded) {
            failure.addSuppressed(notRecorded);
        }
        return failure;
    }

    private void publish(ReplayWindow window, AtomicLong published) {
        ArrayDeque<KafkaSendBatch> inFlight = new ArrayDeque<>();
        rows.read(window, chunk -> {
            slot.leadership().requireHeld();
            inFlight.add(slot.publisher().send(chunk, slot.publishStats()));
            published.addAndGet(chunk.size());
            if (inFlight.size() > MAX_CHUNKS_IN_FLIGHT) {
                inFlight.remove().awaitAcknowledgement();
            }
        });
        inFlight.forEach(KafkaSendBatch::awaitAcknowledgement);
    }
}
