package checkout.order.storefront.limit;

import java.util.Set;

/** Requests that may change something and those that do not have a bucket each, so that polling delays no checkout. */
enum RequestKind {
    WRITES("writes"),
    READS("reads");

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final String policy;

    RequestKind(String policy) {
        this.policy = policy;
    }

    static RequestKind ofMethod(String method) {
        return READING.contains(method) ? READS : WRITES;
    }

    /** The name of the policy in headers. */
    String policy() {
        return policy;
    }
}
