package checkout.lab.scenario.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Compares the order in which messages were written with that in which they first appeared. */
final class PublishOrderCheck {

    private PublishOrderCheck() {}

    /** A sentence for each line whose messages first appeared in another order; those that are missing are not judged. */
    static List<String> violations(Map<String, List<UUID>> written, List<MessageKey> appearances) {
        Map<String, Set<UUID>> firsts = new HashMap<>();
        for (MessageKey each : appearances) {
            firsts.computeIfAbsent(each.line(), none -> new LinkedHashSet<>()).add(each.id());
        }
        List<String> violations = new ArrayList<>();
        written.forEach((line, ids) -> {
            Set<UUID> known = new HashSet<>(ids);
            List<UUID> appeared = firsts.getOrDefault(line, Set.of()).stream()
                    .filter(known::contains)
                    .toList();
            Set<UUID> seen = new HashSet<>(appeared);
            List<UUID> expected = ids.stream().filter(seen::contains).toList();
            for (int n = 0; n < expected.size(); n++) {
                if (!expected.get(n).equals(appeared.get(n))) {
                    violations.add("%s: message %d of %d was to be %s and was %s"
                            .formatted(line, n + 1, expected.size(), expected.get(n), appeared.get(n)));
                    break;
                }
            }
        });
        return violations;
    }

    /** How many appearances there were beyond the first ones. */
    static long repetitions(List<MessageKey> appearances) {
        return appearances.size()
                - appearances.stream().map(MessageKey::id).distinct().count();
    }
}
