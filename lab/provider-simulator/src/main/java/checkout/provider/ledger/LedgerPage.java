package checkout.provider.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the ledger, oldest checkout first, with the totals of the whole ledger. */
record LedgerPage(
        List<CheckoutAccount> entries,
        Collection<CurrencyTotals> totals,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {

    static LedgerPage of(List<CheckoutAccount> entries, int from, int size, Collection<CurrencyTotals> totals) {
        int next = from + entries.size();
        return new LedgerPage(entries, totals, next < size ? new LedgerCursor(next).toString() : null);
    }
}
