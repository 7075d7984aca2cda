package checkout.lab.stack.operator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is asked for, as a query or as a filter in JSON; what was not given is not there. */
final class ActionFilter {

    private static final Pattern SHORT = Pattern.compile("(\\d+)([smhd])");

    private final Map<String, Object> given = new LinkedHashMap<>();

    ActionFilter with(String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value);
        }
        return this;
    }

    /** Only a flag that was set says something. */
    ActionFilter flag(String name, boolean set) {
        return set ? with(name, true) : this;
    }

    String on(String path) {
        String query = given.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue().toString()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Map<String, Object> asJson() {
        return given;
    }

    /** A duration as people type it (10m, 2h, 1d) in ISO 8601; anything else as it is, for the orchestrator to judge. */
    static @Nullable String duration(@Nullable String typed) {
        Matcher matcher = SHORT.matcher(typed == null ? "" : typed);
        if (!matcher.matches()) {
            return typed;
        }
        String unit = matcher.group(2);
        return unit.equals("d")
                ? "P" + matcher.group(1) + "D"
                : ("PT" + matcher.group(1) + unit).toUpperCase(Locale.ROOT);
    }
}
