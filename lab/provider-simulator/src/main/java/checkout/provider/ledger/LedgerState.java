package checkout.provider.ledger;

import checkout.provider.journal.LedgerEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The sums of all entries, by checkout in the order of their first entries, and in total. Not thread-safe. */
final class LedgerState {

    private final List<CheckoutAccount> accounts = new ArrayList<>();
    private final Map<UUID, Integer> positions = new HashMap<>();
    private final Map<String, CurrencyTotals> totals = new TreeMap<>();

    void apply(LedgerEntry entry) {
        Integer position = positions.get(entry.checkoutId());
        if (position == null) {
            positions.put(entry.checkoutId(), accounts.size());
            accounts.add(CheckoutAccount.opened(entry));
        } else {
            accounts.set(position, accounts.get(position).after(entry));
        }
        String currency = entry.currency();
        if (currency != null) {
            totals.put(
                    currency,
                    totals.getOrDefault(currency, CurrencyTotals.zero(currency)).plus(entry));
        }
    }

    Optional<CheckoutAccount> account(UUID checkoutId) {
        return Optional.ofNullable(positions.get(checkoutId)).map(accounts::get);
    }

    List<CheckoutAccount> page(int from, int limit) {
        int start = Math.min(from, accounts.size());
        return List.copyOf(accounts.subList(start, Math.min(accounts.size(), start + limit)));
    }

    Collection<CurrencyTotals> totals() {
        return List.copyOf(totals.values());
    }

    int size() {
        return accounts.size();
    }
}
