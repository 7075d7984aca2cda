package checkout.relay.quarantine;

import checkout.relay.quarantine.QuarantineActions.Outcome.Done;
import checkout.relay.quarantine.QuarantineActions.Outcome.Gone;
import checkout.relay.quarantine.QuarantineActions.Outcome.NoAnswer;
import checkout.relay.quarantine.QuarantineActions.Outcome.NotPossible;
import checkout.relay.quarantine.QuarantineActions.Outcome.RefusedAgain;
import checkout.relay.quarantine.QuarantinedRow.Act;
import checkout.relay.quarantine.QuarantinedRow.Status;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends or discards a row in quarantine, once. The row is locked meanwhile, and keeps who did it, when and why. */
final class QuarantineActions {

    private static final Logger log = LoggerFactory.getLogger(QuarantineActions.class);

    private final Quarantine quarantine;

    QuarantineActions(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /** @param status what the row becomes: SENT or DISCARDED */
    Outcome settle(UUID id, Status status, String who, String why) {
        Outcome outcome = quarantine.inTransaction(table -> settle(table, id, status, who, why));
        if (outcome instanceof Done) {
            quarantine.settled(status, id);
            log.warn(
                    "Row {} in the quarantine of source {} is now {}, by {}, reason: {}",
                    id,
                    quarantine.source().name(),
                    status,
                    who,
                    why);
        }
        return outcome;
    }

    private Outcome settle(QuarantineTable table, UUID id, Status status, String who, String why) {
        Optional<QuarantinedRow> locked = table.lock(id);
        if (locked.isEmpty()) {
            return table.find(id).isPresent()
                    ? new NotPossible("Somebody else is acting on the row; look at it again in a moment.")
                    : new Gone();
        }
        QuarantinedRow row = locked.get();
        Act settlement = row.settlement();
        if (settlement != null) {
            return new NotPossible("The row was %s by %s at %s: %s."
                    .formatted(
                            row.status().name().toLowerCase(Locale.ROOT),
                            settlement.by(),
                            settlement.at(),
                            settlement.why()));
        }
        Outcome outcome = status == Status.SENT ? send(table, row, who, why) : new Done(status);
        if (outcome instanceof Done) {
            table.settle(id, status, who, why);
        }
        return outcome;
    }

    /** Rows of a key leave the quarantine in the order in which they were written. */
    private Outcome send(QuarantineTable table, QuarantinedRow row, String who, String why) {
        Optional<UUID> before = table.openBefore(row);
        if (before.isPresent()) {
            return new NotPossible(
                    "Row %s of the same topic and key was written before it: send or discard that one first."
                            .formatted(before.get()));
        }
        Outcome outcome = QuarantinedRowSender.of(row.with(table.payload(row.id())), quarantine.kafka());
        switch (outcome) {
            case RefusedAgain refused -> table.refusedAgain(row.id(), refused.why(), who, why);
            case Done ignored -> {}
            case Gone ignored -> {}
            case NotPossible ignored -> {}
            case NoAnswer ignored -> {}
        }
        return outcome;
    }

    /** What became of an operator's act on a row in quarantine. */
    sealed interface Outcome {

        record Done(Status status) implements Outcome {}

        /** There is no such row. */
        record Gone() implements Outcome {}

        /** The row's state does not allow it. */
        record NotPossible(String why) implements Outcome {}

        /** Kafka refuses the row as before. */
        record RefusedAgain(String why) implements Outcome {}

        /** Kafka did not say whether it accepts the row. */
        record NoAnswer(String why) implements Outcome {}
    }
}
