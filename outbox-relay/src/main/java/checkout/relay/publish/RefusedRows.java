package checkout.relay.publish;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Keeps the rows that Kafka refuses for good, so that the rows after them can be published. */
public interface RefusedRows {

    /** Whether the row with this id is kept already and must not be sent again. */
    boolean contains(UUID id);

    /** Keeps a row. The result completes when the row is stored durably, and fails if it could not be stored. */
    CompletableFuture<Void> keep(CommittedOutboxRow row, RowRefusal refusal);
}
