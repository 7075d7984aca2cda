package checkout.order.storefront.admin;

import checkout.order.request.RequestViolations;
import checkout.order.storefront.account.LimitOverrides;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request to create a storefront, not yet validated. Without a name, the storefront is named by its id. */
record StorefrontRequest(
        @Nullable String id,
        @Nullable String name,
        @Nullable LimitOverrides limits) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MAX_RATE = 1_000_000;
    private static final int MAX_BURST = 10_000_000;
    private static final int MAX_IN_FLIGHT = 100_000;

    /** A storefront to be created. */
    record NewStorefront(String id, String name, LimitOverrides limits) {}

    NewStorefront validated() {
        RequestViolations violations = new RequestViolations();
        if (id == null || !ID.matcher(id).matches()) {
            violations.add(
                    "id",
                    "must be 1 to 64 letters, digits, dots, hyphens and underscores, and begin with a letter or digit");
        }
        if (name != null) {
            KeyRequest.checkName(name, violations);
        }
        if (limits != null) {
            check(limits, "limits.", violations);
        }
        KeyRequest.throwIfInvalid(violations);
        String valid = Objects.requireNonNull(id);
        return new NewStorefront(valid, name == null ? valid : name, limits == null ? LimitOverrides.NONE : limits);
    }

    static LimitOverrides validated(LimitOverrides limits) {
        RequestViolations violations = new RequestViolations();
        check(limits, "", violations);
        KeyRequest.throwIfInvalid(violations);
        return limits;
    }

    private static void check(LimitOverrides limits, String path, RequestViolations violations) {
        check(limits.writesPerSecond(), path + "writesPerSecond", MAX_RATE, violations);
        check(limits.writeBurst(), path + "writeBurst", MAX_BURST, violations);
        check(limits.readsPerSecond(), path + "readsPerSecond", MAX_RATE, violations);
        check(limits.readBurst(), path + "readBurst", MAX_BURST, violations);
        check(limits.maxInFlight(), path + "maxInFlight", MAX_IN_FLIGHT, violations);
    }

    private static void check(@Nullable Integer limit, String field, int max, RequestViolations violations) {
        if (limit != null && (limit < 1 || limit > max)) {
            violations.add(field, "must be from 1 to %,d, or left out for the default".formatted(max));
        }
    }
}
