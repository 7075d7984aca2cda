package checkout.inventory.movement;

import checkout.web.PageCursor;
import checkout.web.ProblemException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lists the movements of a sku ({@code GET /v1/stock/{sku}/movements}), newest first, and compares the stock with all
 * movements ({@code POST /v1/stock/verify}).
 */
@RestController
class MovementsApi {
    private static final int MAX_LIMIT = 1_000;

    private final StockMovements movements;
    private final StockVerification verification;

    MovementsApi(StockMovements movements, StockVerification verification) {
        this.movements = movements;
        this.verification = verification;
    }

    record MovementList(
            List<BookedMovement> movements, @Nullable String nextCursor) {}

    @GetMapping("/v1/stock/{sku}/movements")
    MovementList list(
            @PathVariable String sku,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-request",
                    "The request is not valid",
                    "'limit' must be from 1 to %,d.".formatted(MAX_LIMIT));
        }
        long before = cursor == null ? Long.MAX_VALUE : PageCursor.read(cursor).getLeastSignificantBits();
        List<BookedMovement> page = movements.find(sku, before, limit);
        if (page.isEmpty() && cursor == null) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "unknown-sku",
                    "The item does not exist",
                    "There is no stock of %s; GET /v1/stock lists the skus.".formatted(sku));
        }
        return new MovementList(
                page,
                page.size() < limit
                        ? null
                        : PageCursor.after(new UUID(0, page.getLast().id())));
    }

    @PostMapping("/v1/stock/verify")
    StockVerification.Report verify() {
        return verification.run();
    }
}
