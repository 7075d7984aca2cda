package checkout.order.cart.api;

import checkout.order.cart.Cart;
import checkout.web.ProblemException;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Validates ids of carts, and makes the problems about carts. */
final class CartProblems {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private CartProblems() {}

    /** Returns the id if it is one that a cart can have. */
    static String checkId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-cart-id",
                    "The id of the cart is not valid",
                    "The id of a cart has 1 to 64 letters, digits or any of . _ - and begins with a letter or a digit; a"
                            + " random UUID is a good one.");
        }
        return id;
    }

    /** The answer is the same for a cart that does not exist and for one of another storefront. */
    static ProblemException unknown() {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "unknown-cart",
                "The cart does not exist",
                "It was never created, or it is deleted or expired. Create it with PUT and If-None-Match: *.");
    }

    static ProblemException exists(Cart cart, String tag) {
        return about(
                cart,
                tag,
                HttpStatus.PRECONDITION_FAILED,
                Kind.EXISTS,
                "Read it, and change it with its ETag in If-Match; or use another id for a new cart.");
    }

    /** Somebody else changed the cart first. */
    static ProblemException lostRace(Cart cart, String tag) {
        return about(
                cart,
                tag,
                HttpStatus.PRECONDITION_FAILED,
                Kind.CHANGED,
                "Somebody else has changed the cart, and this request has changed nothing. Read the cart again, and send"
                        + " what is still wanted with its new ETag in If-Match.");
    }

    static ProblemException notCurrent(Cart cart, String tag) {
        return about(
                cart,
                tag,
                HttpStatus.CONFLICT,
                Kind.CHANGED,
                "Nothing is placed, because the cart is no longer at this version. Read the cart again, show it to the"
                        + " customer, and send the request with its new version.");
    }

    static ProblemException checkedOut(Cart cart, String tag) {
        String checkout = String.valueOf(cart.checkoutId());
        return about(
                        cart,
                        tag,
                        HttpStatus.CONFLICT,
                        Kind.CHECKED_OUT,
                        "Checkout %s has the cart. If that is REJECTED, the cart can be changed and checked out again; otherwise use another id for a new cart."
                                .formatted(checkout))
                .with("checkoutId", checkout);
    }

    static ProblemException empty() {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "cart-empty",
                "The cart is empty",
                "Put at least one line into the cart before checking it out.");
    }

    static ProblemException tooMany(long limit) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "too-many-carts",
                "The storefront has too many carts",
                "A storefront can have %,d carts. Delete some, or wait until carts expire that nobody changes."
                        .formatted(limit));
    }

    /** The problem, with the version and the ETag that the cart has now. */
    private static ProblemException about(Cart cart, String tag, HttpStatus status, Kind kind, String detail) {
        return new ProblemException(status, kind.type, kind.title, detail)
                .with("version", cart.version())
                .header(HttpHeaders.ETAG, tag);
    }

    /** What is the matter with a cart that exists. */
    private enum Kind {
        EXISTS("cart-exists", "The cart exists already"),
        CHANGED("cart-changed", "The cart has changed"),
        CHECKED_OUT("cart-checked-out", "The cart is checked out");

        private final String type;
        private final String title;

        Kind(String type, String title) {
            this.type = type;
            this.title = title;
        }
    }
}
