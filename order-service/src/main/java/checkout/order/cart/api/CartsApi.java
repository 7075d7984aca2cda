package checkout.order.cart.api;

import checkout.contracts.OrderLine;
import checkout.order.cart.Cart;
import checkout.order.cart.CartRetention;
import checkout.order.cart.CartSettings;
import checkout.order.cart.Carts;
import checkout.web.ProblemException;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v1/carts/{id}}: creates, shows, changes and deletes carts. Whoever changes a cart says which version of it they
 * have seen; if another change came first, nothing happens and the answer is 412.
 */
@RestController
@RequestMapping("/v1/carts/{id}")
class CartsApi {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Carts carts;
    private final CartLines cartLines;
    private final CartAnswers answers;
    private final CartRetention retention;
    private final CartSettings settings;

    CartsApi(Carts carts, CartLines cartLines, CartAnswers answers, CartRetention retention, CartSettings settings) {
        this.carts = carts;
        this.cartLines = cartLines;
        this.answers = answers;
        this.retention = retention;
        this.settings = settings;
    }

    /** Answers 304 to an If-None-Match with the ETag of what would be shown. */
    @GetMapping
    ResponseEntity<CartView> read(@PathVariable String id, Principal storefront) {
        return answers.show(ResponseEntity.ok(), find(id, storefront));
    }

    @PutMapping
    ResponseEntity<CartView> put(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            @RequestBody CartContents contents,
            Principal storefront) {
        CartProblems.checkId(id);
        if (CartPreconditions.creates(ifMatch, ifNoneMatch)) {
            return create(id, cartLines.of(contents), storefront.getName());
        }
        Set<Long> versions = CartPreconditions.versions(ifMatch);
        return change(find(id, storefront), versions, before -> cartLines.of(contents));
    }

    @PatchMapping(consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<CartView> patch(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody CartPatch patch,
            Principal storefront) {
        Set<Long> versions = CartPreconditions.versions(ifMatch);
        return change(find(id, storefront), versions, before -> cartLines.patched(before, patch));
    }

    @DeleteMapping
    ResponseEntity<Void> delete(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Principal storefront) {
        Set<Long> versions = CartPreconditions.versions(ifMatch);
        Cart cart = find(id, storefront);
        checkEditable(cart, versions);
        if (!carts.delete(cart)) {
            throw refusal(cart);
        }
        return ResponseEntity.noContent().build();
    }

    private Cart find(String id, Principal storefront) {
        return carts.find(storefront.getName(), CartProblems.checkId(id)).orElseThrow(CartProblems::unknown);
    }

    private ResponseEntity<CartView> create(String id, List<OrderLine> lines, String storefront) {
        if (retention.isFull(storefront)) {
            throw CartProblems.tooMany(settings.maxCarts());
        }
        Cart created = carts.create(storefront, id, lines).orElseThrow(() -> {
            Cart existing = carts.find(storefront, id).orElseThrow(CartProblems::unknown);
            return switch (existing.status()) {
                case OPEN -> CartProblems.exists(existing, answers.tag(existing));
                case CHECKED_OUT -> CartProblems.checkedOut(existing, answers.tag(existing));
            };
        });
        return answers.show(ResponseEntity.created(URI.create("/v1/carts/" + id)), created);
    }

    /** A change that changes nothing leaves the version as it is. */
    private ResponseEntity<CartView> change(Cart cart, Set<Long> versions, UnaryOperator<List<OrderLine>> edit) {
        checkEditable(cart, versions);
        List<OrderLine> lines = edit.apply(cart.lines());
        Cart changed = lines.equals(cart.lines())
                ? cart
                : carts.replaceLines(cart, lines).orElseThrow(() -> refusal(cart));
        return answers.show(ResponseEntity.ok(), changed);
    }

    private void checkEditable(Cart cart, Set<Long> versions) {
        switch (cart.status()) {
            case CHECKED_OUT -> throw CartProblems.checkedOut(cart, answers.tag(cart));
            case OPEN -> {
                if (!versions.contains(cart.version())) {
                    throw CartProblems.lostRace(cart, answers.tag(cart));
                }
            }
        }
    }

    /** Why a cart could not be changed that was as wanted when it was read. */
    private ProblemException refusal(Cart before) {
        Cart now = carts.find(before.storefront(), before.id()).orElseThrow(CartProblems::unknown);
        return switch (now.status()) {
            case CHECKED_OUT -> CartProblems.checkedOut(now, answers.tag(now));
            case OPEN -> CartProblems.lostRace(now, answers.tag(now));
        };
    }
}
