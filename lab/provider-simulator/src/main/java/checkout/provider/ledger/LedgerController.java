package checkout.provider.ledger;

import checkout.provider.InvalidProviderRequest;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the ledger: what was charged, captured and refunded, by checkout and in total. */
@RestController
class LedgerController {

    private static final int MAX_PAGE_SIZE = 1000;

    private final ProviderLedger ledger;

    LedgerController(ProviderLedger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/v1/ledger")
    CompletableFuture<LedgerPage> ledger(
            @RequestParam @Nullable UUID checkoutId,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam @Nullable String cursor) {
        if (limit < 1 || limit > MAX_PAGE_SIZE) {
            throw InvalidProviderRequest.because("limit must be 1 to " + MAX_PAGE_SIZE);
        }
        return checkoutId != null ? ledger.page(checkoutId) : ledger.page(offset(cursor), limit);
    }

    private static int offset(@Nullable String cursor) {
        try {
            return LedgerCursor.parse(cursor).offset();
        } catch (IllegalArgumentException e) {
            throw InvalidProviderRequest.because(
                    "cursor must be the nextCursor of a page of this ledger; leave it out for the first page");
        }
    }
}
