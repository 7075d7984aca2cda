package checkout.messaging.handling;

import checkout.messaging.ReceivedMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Splits a poll into rounds in which no key occurs twice, keeping the order of each key; nearly always into one. */
final class KeyRounds {
    private KeyRounds() {}

    /** @param newIds the ids of the messages to handle; an id that occurs twice in the poll is handled once */
    static List<List<ReceivedMessage>> of(List<ReceivedMessage> messages, Set<UUID> newIds) {
        List<List<ReceivedMessage>> rounds = new ArrayList<>(1);
        Map<String, Integer> countByKey = new HashMap<>();
        Set<UUID> remaining = new HashSet<>(newIds);
        for (ReceivedMessage message : messages) {
            if (!remaining.remove(message.id())) {
                continue;
            }
            int round = countByKey.merge(message.key(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>(messages.size()));
            }
            rounds.get(round).add(message);
        }
        return rounds;
    }
}
