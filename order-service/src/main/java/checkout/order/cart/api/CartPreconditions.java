package checkout.order.cart.api;

import checkout.web.ProblemException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reads If-Match and If-None-Match of requests that change a cart. */
final class CartPreconditions {
    private static final String ANY = "*";

    /**
     * The version, and a digest of everything else that the answer showed. A condition is about the version alone: prices
     * may have changed since, which is no change of the cart. A proxy that compresses answers makes a tag weak, which is
     * therefore accepted.
     */
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})(?:-[0-9a-f]{1,16})?\"");

    private CartPreconditions() {}

    static String tag(long version, long digest) {
        return "\"%d-%08x\"".formatted(version, digest);
    }

    /** Whether the request creates a cart; false if it replaces one. */
    static boolean creates(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        if (ifMatch != null || !ANY.equals(ifNoneMatch.strip())) {
            throw invalid("Send either If-None-Match: * to create a cart, or If-Match with its ETag to change it.");
        }
        return true;
    }

    /** The versions of which the cart has to have one. */
    static Set<Long> versions(@Nullable String ifMatch) {
        if (ifMatch == null || ANY.equals(ifMatch.strip())) {
            throw new ProblemException(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "precondition-required",
                    "The request needs a precondition",
                    "Send If-Match with the ETag that reading or changing the cart returned, so that no change of somebody"
                            + " else is overwritten; If-Match: * would not tell. To create a cart, PUT it with"
                            + " If-None-Match: *.");
        }
        Set<Long> versions = new HashSet<>();
        for (String tag : ifMatch.split(",", -1)) {
            Matcher matcher = TAG.matcher(tag.strip());
            if (!matcher.matches()) {
                throw invalid("If-Match must be the unchanged ETag of the cart, with its quotes.");
            }
            versions.add(Long.valueOf(matcher.group(1)));
        }
        return versions;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, "invalid-precondition", "The precondition is not valid", detail);
    }
}
