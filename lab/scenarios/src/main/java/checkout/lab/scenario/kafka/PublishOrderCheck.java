package checkout.lab.scenario.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Compares the order in which messages were written with the order in which they were first published. */
final class PublishOrderCheck {

    private PublishOrderCheck() {}

    /** Returns a sentence for each stream that was first published in another order; missing messages are ignored. */
    static List<String> violations(Map<String, List<UUID>> written, List<OutboxMessage> published) {
        Map<String, Set<UUID>> firstPublished = new HashMap<>();
        for (OutboxMessage each : published) {
            firstPublished
                    .computeIfAbsent(each.stream(), none -> new LinkedHashSet<>())
                    .add(each.id());
        }
        List<String> violations = new ArrayList<>();
        written.forEach((stream, ids) -> {
            Set<UUID> known = new HashSet<>(ids);
            List<UUID> actual = firstPublished.getOrDefault(stream, Set.of()).stream()
                    .filter(known::contains)
                    .toList();
            Set<UUID> seen = new HashSet<>(actual);
            List<UUID> expected = ids.stream().filter(seen::contains).toList();
            for (int n = 0; n < expected.size(); n++) {
                if (!expected.get(n).equals(actual.get(n))) {
                    violations.add("%s: message %d of %d should be %s and is %s"
                            .formatted(stream, n + 1, expected.size(), expected.get(n), actual.get(n)));
                    break;
                }
            }
        });
        return violations;
    }

    /** Consumers of a topic keep the order within a partition only. */
    static List<String> streamsInSeveralPlaces(List<OutboxMessage> published) {
        Map<String, String> first = new HashMap<>();
        List<String> several = new ArrayList<>();
        for (OutboxMessage each : published) {
            String place = each.place();
            String other = place == null ? null : first.putIfAbsent(each.stream(), place);
            if (other != null && !other.equals(place)) {
                several.add("%s is in %s and in %s".formatted(each.stream(), other, place));
            }
        }
        return several.stream().distinct().toList();
    }

    /** Returns how many messages were published again. */
    static long duplicates(List<OutboxMessage> published) {
        return published.size()
                - published.stream().map(OutboxMessage::id).distinct().count();
    }
}
