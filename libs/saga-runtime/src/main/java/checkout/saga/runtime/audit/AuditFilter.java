package checkout.saga.runtime.audit;

import checkout.saga.runtime.api.ListParameters;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.audit.OperatorAction.Action;
import checkout.web.RequestIds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filter of a list of operator actions: each column must have its value. */
record AuditFilter(Map<String, Object> equal) {
    static final Set<String> PARAMETERS = Set.of("who", "action", "sagaId", "deadLetterId", "actId");

    private static final int LONGEST_NAME = 100;

    static AuditFilter of(ListParameters query) {
        Map<String, Object> equal = new LinkedHashMap<>();
        String who = OperatorApiErrors.text("who", query.get("who"), LONGEST_NAME);
        if (who != null) {
            equal.put("who", who);
        }
        String action = query.get("action");
        if (action != null) {
            equal.put("action", action(action));
        }
        id("sagaId", query.get("sagaId"), "saga_id", equal);
        id("deadLetterId", query.get("deadLetterId"), "dead_letter_id", equal);
        id("actId", query.get("actId"), "act_id", equal);
        return new AuditFilter(equal);
    }

    private static String action(String given) {
        return Arrays.stream(Action.values())
                .map(Action::name)
                .filter(name -> name.equals(given.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> OperatorApiErrors.request(
                        "'action' must be one of %s.".formatted(Arrays.toString(Action.values()))));
    }

    private static void id(String name, @Nullable String value, String column, Map<String, Object> equal) {
        if (value != null) {
            equal.put(
                    column,
                    RequestIds.parse(value)
                            .orElseThrow(() -> OperatorApiErrors.request("'%s' must be a full id, such as %s."
                                    .formatted(name, "01990000-0000-7000-8000-000000000000"))));
        }
    }
}
