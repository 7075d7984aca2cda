package checkout.relay.replay;

import checkout.relay.publish.SendBatch;
import checkout.relay.slot.SlotCheck;
import checkout.relay.slot.SlotCheck.Mend;
import checkout.relay.slot.SlotCheck.Refusal;
import checkout.relay.slot.SourceDatabase;
import checkout.relay.work.HeldSlot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes the retained rows of a window again, and makes a refused slot fit to go on from.
 *
 * <p>The slot comes first and the rows are read after it: what commits in between is both behind the slot and perhaps in the window, and so published once or
 * twice, never not at all. The engine starts when the replay is through, so that no key's later row overtakes an earlier one.
 */
final class OutboxReplay {

    private static final Logger log = LoggerFactory.getLogger(OutboxReplay.class);
    private static final int CHUNKS_UNDERWAY = 4;

    private final HeldSlot held;
    private final JdbcClient database;
    private final RetainedOutboxRows rows;
    private final ReplayJournal journal;

    OutboxReplay(HeldSlot held) {
        SourceDatabase source = new SourceDatabase(held.source());
        this.held = held;
        this.database = JdbcClient.create(source.unhurried());
        this.rows = new RetainedOutboxRows(source.unhurried(), held.source().publication());
        this.journal = new ReplayJournal(database);
    }

    ReplayResult run(ReplayWindow window, String user, String reason) {
        SlotCheck slotCheck = held.slotCheck();
        boolean slotMade = false;
        if (slotCheck instanceof Refusal refusal) {
            if (refusal.mend() == Mend.NOT_OURS) {
                throw new ReplayRefusedException(refusal.what() + ". No replay can mend that: " + refusal.remedy());
            }
            slotMade = new SlotRecreator(database).mend(held.source().slot(), refusal.mend());
        }
        Instant to = window.to() == null ? Instant.now() : window.to();
        UUID entry = journal.begin(held.source().slot(), user, reason, window.from(), to, slotMade);
        AtomicLong published = new AtomicLong();
        try {
            publish(window, published);
            if (slotCheck instanceof Refusal) {
                held.progress().accept(true);
            }
        } catch (RuntimeException failure) {
            throw noted(entry, published.get(), failure);
        }
        journal.end(entry, published.get(), null);
        log.warn(
                "{} rows of {} made from {} to {} were published again for {}: {}",
                published,
                held.source().name(),
                window.from(),
                to,
                user,
                reason);
        return new ReplayResult(held.source().name(), window.from(), to, slotMade, published.get());
    }

    /** The failure goes on to whoever asked; the note of it must not take its place. */
    private RuntimeException noted(UUID entry, long published, RuntimeException failure) {
        try {
            journal.end(entry, published, failure.toString());
        } catch (DataAccessException unnoted) {
            failure.addSuppressed(unnoted);
        }
        return failure;
    }

    private void publish(ReplayWindow window, AtomicLong published) {
        ArrayDeque<SendBatch> underway = new ArrayDeque<>();
        rows.read(window, chunk -> {
            held.leadership().demand();
            underway.add(held.publisher().send(chunk, held.publishStats()));
            published.addAndGet(chunk.size());
            if (underway.size() > CHUNKS_UNDERWAY) {
                underway.remove().awaitAcknowledgement();
            }
        });
        underway.forEach(SendBatch::awaitAcknowledgement);
    }
}
