package checkout.saga.runtime.reason;

import checkout.saga.runtime.hop.CommandDiagnosis;
import checkout.saga.runtime.hop.Hop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why sagas wait.
 *
 * @param hop what has not happened in the example; null if nobody was asked about it
 * @param owner who has to act; null if nobody was asked
 * @param oldest since when the one has not moved that has not moved for longest
 * @param example the saga that was looked at
 */
public record WaitingReason(
        long count,
        String type,
        Collection<String> states,
        String step,
        Hop.@Nullable Place hop,
        @Nullable String owner,
        Instant oldest,
        UUID example,
        String sentence) {

    /** Makes one reason of all groups that wait for the same thing, the largest first. */
    static List<WaitingReason> of(List<WaitingGroup> groups, Map<UUID, List<CommandDiagnosis>> diagnoses) {
        Map<Object, WaitingReason> reasons = new LinkedHashMap<>();
        for (WaitingGroup group : groups) {
            CommandDiagnosis diagnosis = diagnoses.getOrDefault(group.example(), List.of()).stream()
                    .filter(each -> each.step().equals(group.step()))
                    .findFirst()
                    .orElse(null);
            reasons.merge(key(group, diagnosis), of(group, diagnosis), WaitingReason::and);
        }
        List<WaitingReason> largestFirst = new ArrayList<>(reasons.values());
        largestFirst.sort((a, b) -> Long.compare(b.count(), a.count()));
        return largestFirst;
    }

    /** An attempt more or another state is no other reason; another answer is. */
    private static Object key(WaitingGroup group, @Nullable CommandDiagnosis diagnosis) {
        return diagnosis == null
                ? List.of(group.type(), group.state(), group.step(), group.error())
                : List.of(
                        group.type(),
                        group.step(),
                        diagnosis.hop(),
                        diagnosis.owner(),
                        diagnosis.hop() == Hop.Place.ANSWER_RECEIVED ? group.error() : "");
    }

    private static WaitingReason of(WaitingGroup group, @Nullable CommandDiagnosis diagnosis) {
        return new WaitingReason(
                group.count(),
                group.type(),
                List.of(group.state()),
                group.step(),
                diagnosis == null ? null : diagnosis.hop(),
                diagnosis == null ? null : diagnosis.owner(),
                group.oldest(),
                group.example(),
                diagnosis == null ? storedSentence(group) : diagnosis.sentence());
    }

    private static String storedSentence(WaitingGroup group) {
        return group.error().isEmpty()
                ? "They wait at '%s'.".formatted(group.step())
                : "They wait at '%s': %s.".formatted(group.step(), group.error());
    }

    /** The example is that of the first group, which is the larger one. */
    private WaitingReason and(WaitingReason other) {
        TreeSet<String> both = new TreeSet<>(states);
        both.addAll(other.states);
        return new WaitingReason(
                count + other.count,
                type,
                List.copyOf(both),
                step,
                hop,
                owner,
                oldest.isBefore(other.oldest) ? oldest : other.oldest,
                example,
                sentence);
    }
}
