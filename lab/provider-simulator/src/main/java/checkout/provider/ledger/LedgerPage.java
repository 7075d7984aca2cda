package checkout.provider.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the ledger, oldest checkout first, with the totals of all of it. */
record LedgerPage(
        List<Account> entries,
        Collection<Totals> totals,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {

    static LedgerPage of(List<Account> entries, int from, int size, Collection<Totals> totals) {
        int next = from + entries.size();
        return new LedgerPage(entries, totals, next < size ? new Cursor(next).toString() : null);
    }
}
