package checkout.messaging;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The rows that messages of different keys need, such as the stock of a product. If another transaction holds one of them
 * for long, only the messages that need it wait. A handler that only locks rows of its messages' keys has none.
 */
public interface SharedRows {
    SharedRows NONE = new SharedRows() {
        @Override
        public Map<UUID, Set<String>> neededBy(Collection<ReceivedMessage> messages) {
            return Map.of();
        }

        @Override
        public Set<String> lockedByOthers(Set<String> rows) {
            return Set.of();
        }
    };

    /** The names of the shared rows that each message needs, by message id. Reads without locking. */
    Map<UUID, Set<String>> neededBy(Collection<ReceivedMessage> messages);

    /** Those of the given rows that another transaction has locked at this moment. Does not wait for them. */
    Set<String> lockedByOthers(Set<String> rows);
}
