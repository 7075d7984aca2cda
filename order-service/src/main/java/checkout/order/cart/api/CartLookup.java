package checkout.order.cart.api;

import checkout.contracts.OrderLine;
import checkout.order.cart.Cart;
import checkout.order.cart.CartVersion;
import checkout.order.cart.Carts;
import checkout.order.pricing.CheckoutRequest;
import checkout.order.request.RequestViolations;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the lines of the cart that a request for a checkout names. */
@Component
public class CartLookup {
    private final Carts carts;
    private final CartAnswers answers;

    CartLookup(Carts carts, CartAnswers answers) {
        this.carts = carts;
        this.answers = answers;
    }

    /**
     * The request with the lines of its cart; the request itself if it names none. Refuses a version that is not current,
     * and a cart that a checkout has.
     */
    public CheckoutRequest withLines(String storefront, CheckoutRequest request) {
        if (request.cart() == null) {
            return request;
        }
        CartVersion wanted = named(storefront, request);
        Cart cart = carts.find(storefront, wanted.id()).orElseThrow(CartProblems::unknown);
        if (cart.version() != wanted.version()) {
            throw CartProblems.notCurrent(cart, answers.tag(cart));
        }
        List<OrderLine> lines = cart.lines();
        return switch (cart.status()) {
            case CHECKED_OUT -> throw CartProblems.checkedOut(cart, answers.tag(cart));
            case OPEN -> {
                if (lines.isEmpty()) {
                    throw CartProblems.empty();
                }
                yield request.withLines(lines);
            }
        };
    }

    private static CartVersion named(String storefront, CheckoutRequest request) {
        RequestViolations violations = new RequestViolations();
        CartVersion wanted = CartVersion.named(storefront, request.cart());
        if (request.lines() != null) {
            violations.add("lines", "must be left out, because 'cart' says what is bought");
        }
        if (wanted == null) {
            violations.add("cart", "must have the id and the version of a cart, as reading the cart returned them");
        }
        if (!violations.isEmpty() || wanted == null) {
            throw violations.problem("invalid-checkout", "The checkout is not valid");
        }
        CartProblems.checkId(wanted.id());
        return wanted;
    }
}
