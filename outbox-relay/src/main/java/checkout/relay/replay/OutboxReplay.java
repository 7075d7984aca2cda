package checkout.relay.replay;

import checkout.relay.capture.CaptureEngine;
import checkout.relay.publish.KafkaSendBatch;
import checkout.relay.slot.ReplicationSlotCheck.Refusal;
import checkout.relay.slot.ReplicationSlotCheck.Repair;
import checkout.relay.slot.ReplicationSlotCheck.Usable;
import checkout.relay.slot.ReplicationSlotState;
import checkout.relay.slot.ReplicationSlotState.LeftOut;
import checkout.relay.slot.ReplicationSlotState.Publication;
import checkout.relay.source.LockedSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes the retained rows of a window again, and repairs a refused slot.
 *
 * <p>The slot is repaired before the rows are read. A row that commits in between follows the slot's position and may also be in the window, so it is
 * published once or twice, but never lost. The engine starts after the replay, so that no later row of a key overtakes an earlier one. If
 * it runs, the replay waits until the engine has published all rows that the replay sees, for the same reason.
 */
final class OutboxReplay {

    private static final Logger log = LoggerFactory.getLogger(OutboxReplay.class);
    /** Into how many chunks the memory for rows that are not acknowledged is divided. */
    private static final int CHUNKS = 4;

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final LockedSlot slot;
    private final DataSource database;
    private final RetainedOutboxRows rows;
    private final ReplayJournal journal;

    OutboxReplay(LockedSlot slot) {
        this.slot = slot;
        this.database = slot.database().patient(slot.settings().replay().slotTimeout());
        this.rows = new RetainedOutboxRows(
                database, slot.source().publication(), slot.settings().memoryPerSource() / 2 / CHUNKS);
        this.journal = new ReplayJournal(JdbcClient.create(database));
    }

    /** @param acceptGap whether rows that were created before the window may stay missing */
    ReplayResult run(ReplayWindow window, boolean acceptGap, String user, String reason) {
        boolean slotCreated =
                switch (slot.slotCheck()) {
                    case Usable() -> false;
                    case Refusal refusal -> {
                        requireCovered(refusal, window, acceptGap);
                        yield repair(refusal);
                    }
                };
        ReplicationSlotState beforeRows = slot.slot().inspect();
        requirePublished(beforeRows.publication());
        Instant to = window.to() == null ? Instant.now() : window.to();
        List<String> notRetained = rows.notRetained(window.from());
        UUID entry = journal.begin(slot.source().slot(), user, reason, window.from(), to, slotCreated, notRetained);
        AtomicLong published = new AtomicLong();
        try {
            publish(window, published);
            if (slot.slotCheck() instanceof Refusal) {
                slot.leadership().requireHeld();
                slot.progress().reset(beforeRows);
            }
        } catch (RuntimeException failure) {
            throw recorded(entry, published.get(), failure);
        }
        journal.end(entry, published.get(), null);
        log.warn(
                "{} rows of {} created from {} to {} were published again for {}: {}. {}",
                published,
                slot.source().name(),
                window.from(),
                to,
                user,
                reason,
                notRetained.isEmpty()
                        ? "The outbox tables still hold the whole window"
                        : "Rows that retention has dropped cannot be published again: " + notRetained);
        return new ReplayResult(slot.source().name(), window.from(), to, slotCreated, published.get(), notRetained);
    }

    /** A replay ends the refusal, so it has to publish everything that may be missing; what it leaves out would never be published. */
    private void requireCovered(Refusal refusal, ReplayWindow window, boolean acceptGap) {
        Instant missingFrom = refusal.replayFrom();
        if (missingFrom == null || acceptGap) {
            return;
        }
        if (window.from().isAfter(missingFrom) || window.to() != null) {
            throw new ReplayRefusedException(
                    "Rows created since %s may be missing, and this replay would leave some of them out: set from to \"%s\" and omit to. To give up the rows outside of the window, add \"acceptGap\": true"
                            .formatted(missingFrom, missingFrom));
        }
    }

    /** The publication may have changed since the slot was checked. */
    private void requirePublished(Publication publication) {
        LeftOut leftOut = publication.leftOut();
        if (leftOut != null) {
            throw new ReplayRefusedException("Publication %s publishes %s. Run as a superuser: %s; then replay again"
                    .formatted(slot.source().publication(), leftOut.instead(), leftOut.correction()));
        }
        if (publication.isEmpty()) {
            throw new ReplayRefusedException(
                    "Publication %s was dropped meanwhile: run the provisioning for this database, and replay again"
                            .formatted(slot.source().publication()));
        }
    }

    private boolean repair(Refusal refusal) {
        if (refusal.repair() == Repair.NONE) {
            throw new ReplayRefusedException(
                    "%s. A replay cannot fix this: %s".formatted(refusal.problem(), refusal.remedy()));
        }
        if (slot.slotState().active()) {
            throw new ReplayRefusedException(
                    "Slot %s is read by the session with pid %s of role %s, so rows would be missing again: end that session, and replay again"
                            .formatted(
                                    slot.source().slot(),
                                    slot.slotState().readerPid(),
                                    slot.slotState().readerRole()));
        }
        return new SlotRecreator(
                        slot.source(),
                        slot.progress(),
                        database,
                        slot.settings().replay().slotTimeout())
                .recreate(refusal.repair());
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

    private void awaitPublished(String position) {
        if (slot.slotCheck() instanceof Refusal) {
            return; // no engine runs
        }
        Duration timeout = slot.settings().recovery().silence().dividedBy(2);
        long deadline = System.nanoTime() + timeout.toNanos();
        // the slot of an idle database does not pass the position by itself
        slot.slot().emitHeartbeat(CaptureEngine.HEARTBEAT_PREFIX);
        while (!slot.slot().hasConfirmed(position)) {
            slot.leadership().requireHeld();
            if (System.nanoTime() > deadline) {
                throw new ReplayRefusedException(
                        "Source %s has not published the rows before %s within %s, and a replay would publish some of them ahead of earlier rows of their key: replay again when the source does not lag"
                                .formatted(slot.source().name(), position, timeout));
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private void publish(ReplayWindow window, AtomicLong published) {
        ArrayDeque<KafkaSendBatch> inFlight = new ArrayDeque<>();
        rows.read(window, this::awaitPublished, chunk -> {
            slot.leadership().requireHeld();
            inFlight.add(slot.publisher().send(chunk, slot.publishStats()));
            published.addAndGet(chunk.size());
            if (inFlight.size() == CHUNKS) {
                inFlight.remove().awaitAcknowledgement();
            }
        });
        inFlight.forEach(KafkaSendBatch::awaitAcknowledgement);
    }
}
