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
        return withVersion(
                new ProblemException(
                        HttpStatus.PRECONDITION_FAILED,
                        "cart-exists",
                        "The cart exists already",
                        "Read it, and change it with its ETag in If-Match; or use another id for a new cart."),
                cart,
                tag);
    }

    /** Somebody else changed the cart first. */
    static ProblemException lostRace(Cart cart, String tag) {
        return withVersion(
                new ProblemException(
                        HttpStatus.PRECONDITION_FAILED,
                        "cart-changed",
                        "The cart has changed",
                        "Somebody else has changed the cart, and this request has changed nothing. Read the cart again, and"
                                + " send what is still wanted with its new ETag in If-Match."),
                cart,
                tag);
    }

    static ProblemException notCurrent(Cart cart, String tag) {
        return withVersion(
                new ProblemException(
                        HttpStatus.CONFLICT,
                        "cart-changed",
                        "The cart has changed",
                        "Nothing is placed, because the cart is no longer at this version. Read the cart again, show it to"
                                + " the customer, and send the request with its new version."),
                cart,
                tag);
    }

    static ProblemException checkedOut(Cart cart, String tag) {
        String checkout = String.valueOf(cart.checkoutId());
        return withVersion(
                        new ProblemException(
                                HttpStatus.CONFLICT,
                                "cart-checked-out",
                                "The cart is checked out",
                                "Checkout %s has the cart. If that is REJECTED, the cart can be changed and checked out again; otherwise use another id for a new cart."
                                        .formatted(checkout)),
                        cart,
                        tag)
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

    private static ProblemException withVersion(ProblemException problem, Cart cart, String tag) {
        return problem.with("version", cart.version()).header(HttpHeaders.ETAG, tag);
    }
}
