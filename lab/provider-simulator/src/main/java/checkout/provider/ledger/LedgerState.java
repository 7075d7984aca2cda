package checkout.provider.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The state that entries add up to: by checkout in the order first heard of, and in total. Not thread-safe. */
final class LedgerState {

    private final List<CheckoutAccount> accounts = new ArrayList<>();
    private final Map<UUID, Integer> places = new HashMap<>();
    private final Map<String, CurrencyTotals> totals = new TreeMap<>();

    void enter(LedgerEntry entry) {
        Integer place = places.get(entry.checkoutId());
        if (place == null) {
            places.put(entry.checkoutId(), accounts.size());
            accounts.add(CheckoutAccount.opened(entry));
        } else {
            accounts.set(place, accounts.get(place).after(entry));
        }
        String currency = entry.currency();
        if (currency != null) {
            totals.put(
                    currency,
                    totals.getOrDefault(currency, CurrencyTotals.none(currency)).with(entry));
        }
    }

    Optional<CheckoutAccount> account(UUID checkoutId) {
        return Optional.ofNullable(places.get(checkoutId)).map(accounts::get);
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
