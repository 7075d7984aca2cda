package checkout.saga.runtime.reason;

import checkout.saga.runtime.operator.DiagnosedSagas;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says why sagas wait: each reason once, with how many wait for it. It costs the same however many they are, because one
 * saga of each of the largest groups is looked at.
 */
@RestController
class SagaReasonsApi {
    private static final int GROUPS = 50;
    private static final int LOOKED_AT = 6;

    private final WaitingGroups groups;
    private final DiagnosedSagas sagas;

    SagaReasonsApi(WaitingGroups groups, DiagnosedSagas sagas) {
        this.groups = groups;
        this.sagas = sagas;
    }

    /** @param complete whether all groups are among the reasons */
    record Reasons(long waiting, List<WaitingReason> reasons, boolean complete) {}

    @GetMapping("/v1/sagas/reasons")
    Reasons reasons() {
        List<WaitingGroup> found = groups.largest(GROUPS + 1);
        List<WaitingGroup> shown = found.subList(0, Math.min(GROUPS, found.size()));
        List<WaitingReason> reasons = WaitingReason.of(
                shown,
                sagas.diagnoses(shown.stream()
                        .limit(LOOKED_AT)
                        .map(WaitingGroup::example)
                        .toList()));
        return new Reasons(shown.stream().mapToLong(WaitingGroup::count).sum(), reasons, found.size() <= GROUPS);
    }
}
