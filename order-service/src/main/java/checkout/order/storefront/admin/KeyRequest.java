package checkout.order.storefront.admin;

import checkout.order.request.RequestViolations;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bodies of requests about keys, not yet validated. */
final class KeyRequest {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,200}");
    private static final Duration MIN_LIFETIME = Duration.ofMinutes(1);
    private static final Duration MAX_LIFETIME = Duration.ofDays(3650);
    private static final Duration MAX_OVERLAP = Duration.ofDays(30);
    private static final Duration DEFAULT_OVERLAP = Duration.ofDays(1);

    private KeyRequest() {}

    /**
     * A request for a new key.
     *
     * @param lifetime null for a key that does not expire
     */
    record Creation(@Nullable String name, @Nullable String lifetime) {
        /** The same with both values valid. */
        NewKeyRequest validated() {
            RequestViolations violations = new RequestViolations();
            String validName = name == null ? "" : name;
            checkName(validName, violations);
            Duration validLifetime = duration(lifetime, "lifetime", MIN_LIFETIME, MAX_LIFETIME, violations);
            throwIfInvalid(violations);
            return new NewKeyRequest(validName, validLifetime);
        }
    }

    record NewKeyRequest(String name, @Nullable Duration lifetime) {}

    /**
     * A request to replace a key.
     *
     * @param overlap for how long the key before stays valid
     * @param lifetime of the new key; null for that of the key before
     */
    record Rotation(@Nullable String overlap, @Nullable String lifetime) {
        RotationRequest validated() {
            RequestViolations violations = new RequestViolations();
            Duration validOverlap = duration(overlap, "overlap", Duration.ZERO, MAX_OVERLAP, violations);
            Duration validLifetime = duration(lifetime, "lifetime", MIN_LIFETIME, MAX_LIFETIME, violations);
            throwIfInvalid(violations);
            return new RotationRequest(validOverlap == null ? DEFAULT_OVERLAP : validOverlap, validLifetime);
        }
    }

    record RotationRequest(Duration overlap, @Nullable Duration lifetime) {}

    static void checkName(String name, RequestViolations violations) {
        if (!NAME.matcher(name).matches()) {
            violations.add("name", "must be 1 to 200 characters, without control characters");
        }
    }

    private static @Nullable Duration duration(
            @Nullable String text, String field, Duration min, Duration max, RequestViolations violations) {
        if (text == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException notADuration) {
            // reported below, together with a time out of range
        }
        violations.add(
                field, "must be an ISO 8601 time from %s to P%dD, such as P1D or PT12H".formatted(min, max.toDays()));
        return null;
    }

    static void throwIfInvalid(RequestViolations violations) {
        if (!violations.isEmpty()) {
            throw violations.problem("invalid-request", "The request is not valid");
        }
    }
}
