package checkout.saga.runtime.api;

import checkout.web.PageCursor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The query parameters of a list. An unknown parameter is an error, because a misspelled filter would match everything; so is
 * one that is given twice.
 */
public record ListParameters(Map<String, List<String>> parameters) {
    private static final Set<String> PAGING = Set.of("limit", "cursor");

    public static ListParameters of(MultiValueMap<String, String> given, Set<String> filters) {
        for (Map.Entry<String, List<String>> parameter : given.entrySet()) {
            String name = parameter.getKey();
            if (!filters.contains(name) && !PAGING.contains(name)) {
                Set<String> known = new TreeSet<>(filters);
                known.addAll(PAGING);
                throw OperatorApiErrors.request("The request has an unknown parameter. Known parameters: %s."
                        .formatted(String.join(", ", known)));
            }
            if (parameter.getValue().size() != 1) {
                throw OperatorApiErrors.request("'%s' is given more than once.".formatted(name));
            }
        }
        return new ListParameters(given);
    }

    public @Nullable String get(String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.getFirst();
    }

    public @Nullable Boolean flag(String name) {
        String value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.equals("true") && !value.equals("false")) {
            throw OperatorApiErrors.request("'%s' must be true or false, or be left out.".formatted(name));
        }
        return Boolean.valueOf(value);
    }

    public int limit() {
        return Page.limit(get("limit"));
    }

    public UUID below() {
        return PageCursor.read(get("cursor"));
    }
}
