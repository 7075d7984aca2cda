package checkout.messaging.consumer;

import checkout.messaging.ReceivedMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Cuts a poll so that no key is twice in a list and a key's messages stay in order; nearly always into one. */
final class KeyRounds {
    private KeyRounds() {}

    /** @param fresh the ids to keep; an id that is twice in the poll is kept once */
    static List<List<ReceivedMessage>> of(List<ReceivedMessage> messages, Set<UUID> fresh) {
        List<List<ReceivedMessage>> keyRounds = new ArrayList<>(1);
        Map<String, Integer> seen = new HashMap<>();
        Set<UUID> left = new HashSet<>(fresh);
        for (ReceivedMessage message : messages) {
            if (!left.remove(message.id())) {
                continue;
            }
            int wave = seen.merge(message.key(), 1, Integer::sum) - 1;
            if (wave == keyRounds.size()) {
                keyRounds.add(new ArrayList<>(messages.size()));
            }
            keyRounds.get(wave).add(message);
        }
        return keyRounds;
    }
}
