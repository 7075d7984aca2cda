package checkout.cli.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filter parameters that the user gave, as a query string or as JSON. */
public final class FilterParams {

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+)([smhd])");

    private final Map<String, Object> params = new LinkedHashMap<>();

    /** Adds a parameter unless its value is null. */
    public FilterParams with(String name, @Nullable Object value) {
        if (value != null) {
            params.put(name, value);
        }
        return this;
    }

    /** Adds a flag if it is set. */
    public FilterParams withFlag(String name, boolean set) {
        return set ? with(name, true) : this;
    }

    public String asQueryOf(String path) {
        String query = params.entrySet().stream()
                .map(param -> param.getKey() + "=" + urlEncode(param.getValue().toString()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    public static String urlEncode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public Map<String, Object> asJson() {
        return params;
    }

    /** Converts a short duration (10m, 2h, 1d) to ISO 8601; returns anything else unchanged, for the API to validate. */
    public static @Nullable String isoDuration(@Nullable String typed) {
        Matcher matcher = SHORT_DURATION.matcher(typed == null ? "" : typed);
        if (!matcher.matches()) {
            return typed;
        }
        String unit = matcher.group(2);
        return unit.equals("d")
                ? "P" + matcher.group(1) + "D"
                : ("PT" + matcher.group(1) + unit).toUpperCase(Locale.ROOT);
    }
}
