package checkout.relay.replay;

import checkout.relay.publish.Shipment;
import checkout.relay.slot.SourceDatabase;
import checkout.relay.slot.Verdict;
import checkout.relay.slot.Verdict.Mend;
import checkout.relay.slot.Verdict.Refusal;
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
final class Replay {

    private static final Logger log = LoggerFactory.getLogger(Replay.class);
    private static final int CHUNKS_UNDERWAY = 4;

    private final HeldSlot held;
    private final JdbcClient database;
    private final RetainedRows rows;
    private final Journal journal;

    Replay(HeldSlot held) {
        SourceDatabase source = new SourceDatabase(held.source());
        this.held = held;
        this.database = JdbcClient.create(source.unhurried());
        this.rows = new RetainedRows(source.unhurried(), held.source().publication());
        this.journal = new Journal(database);
    }

    Replayed run(Window window, String user, String reason) {
        Verdict verdict = held.verdict();
        boolean slotMade = false;
        if (verdict instanceof Refusal refusal) {
            if (refusal.mend() == Mend.NOT_OURS) {
                throw new CannotReplay(refusal.what() + ". No replay can mend that: " + refusal.remedy());
            }
            slotMade = new SlotMender(database).mend(held.source().slot(), refusal.mend());
        }
        Instant to = window.to() == null ? Instant.now() : window.to();
        UUID entry = journal.begin(held.source().slot(), user, reason, window.from(), to, slotMade);
        AtomicLong published = new AtomicLong();
        try {
            publish(window, published);
            if (verdict instanceof Refusal) {
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
        return new Replayed(held.source().name(), window.from(), to, slotMade, published.get());
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

    private void publish(Window window, AtomicLong published) {
        ArrayDeque<Shipment> underway = new ArrayDeque<>();
        rows.read(window, chunk -> {
            held.leadership().demand();
            underway.add(held.publisher().send(chunk, held.traffic()));
            published.addAndGet(chunk.size());
            if (underway.size() > CHUNKS_UNDERWAY) {
                underway.remove().awaitAcknowledgement();
            }
        });
        underway.forEach(Shipment::awaitAcknowledgement);
    }
}
