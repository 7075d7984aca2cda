package checkout.messaging;

import java.util.List;

/**
 * Handles the new messages of one Kafka poll inside the poll's transaction.
 *
 * <p>No two messages of a list have the same key, keys keep their order from list to list, and none was handled
 * before. What the handler writes and what it returns to be sent is committed as one; if it throws, nothing was.
 */
@FunctionalInterface
public interface BatchHandler {
    Effects handle(List<Received> messages);
}
