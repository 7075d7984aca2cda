package checkout.order.storefront.quota;

import java.util.Set;

/** Requests that may change something and those that do not have a bucket each, so that polling delays no checkout. */
public enum RequestKind {
    WRITES("writes"),
    READS("reads");

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final String policy;

    RequestKind(String policy) {
        this.policy = policy;
    }

    public static RequestKind ofMethod(String method) {
        return READING.contains(method) ? READS : WRITES;
    }

    /** The name of the policy in headers. */
    public String policy() {
        return policy;
    }
}
