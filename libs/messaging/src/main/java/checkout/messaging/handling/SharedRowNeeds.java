package checkout.messaging.handling;

import checkout.messaging.ReceivedMessage;
import checkout.messaging.SharedRows;
import checkout.messaging.fault.Faults;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Asks a handler which shared rows messages need. */
public final class SharedRowNeeds {
    private SharedRowNeeds() {}

    /** The rows by message id. A message that the handler cannot read needs none: its failure counts when it is handled. */
    public static Map<UUID, Set<String>> of(Collection<ReceivedMessage> messages, SharedRows rows) {
        try {
            return rows.neededBy(messages);
        } catch (RuntimeException | Error failure) {
            if (Faults.isFatal(failure) || !Faults.concernsOneRow(failure)) {
                throw failure;
            }
            if (messages.size() == 1) {
                return Map.of();
            }
            Map<UUID, Set<String>> needs = new HashMap<>();
            messages.forEach(message -> needs.putAll(of(List.of(message), rows)));
            return needs;
        }
    }
}
