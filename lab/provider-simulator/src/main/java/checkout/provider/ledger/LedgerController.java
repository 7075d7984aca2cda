package checkout.provider.ledger;

import checkout.provider.InvalidRequest;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what was charged and given back. */
@RestController
class LedgerController {

    private static final int LARGEST_PAGE = 1000;

    private final ProviderLedger ledger;

    LedgerController(ProviderLedger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/v1/ledger")
    CompletableFuture<LedgerPage> ledger(
            @RequestParam @Nullable UUID checkoutId,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam @Nullable String cursor) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw InvalidRequest.because("limit is 1 to " + LARGEST_PAGE);
        }
        return checkoutId != null ? ledger.page(checkoutId) : ledger.page(placeOf(cursor), limit);
    }

    private static int placeOf(@Nullable String cursor) {
        try {
            return LedgerCursor.parse(cursor).place();
        } catch (IllegalArgumentException e) {
            throw InvalidRequest.because(
                    "cursor is not one that a page of this ledger ended with; leave it out to begin");
        }
    }
}
