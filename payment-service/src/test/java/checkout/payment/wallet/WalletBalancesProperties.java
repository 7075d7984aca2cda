package checkout.payment.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.wallet.WalletBalances.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Whatever a batch does to a wallet: it is never overdrawn, and no cent is made or lost. */
class WalletBalancesProperties {
    private static final String ACCOUNT = "wallet-001";

    @Property
    void balancesAddUpAfterEveryStep(
            @ForAll @LongRange(min = 0, max = 1_000) long money,
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 300) Integer> steps) {
        WalletBalances walletBalances =
                new WalletBalances(new HashMap<>(Map.of(ACCOUNT, new WalletBalance("EUR", money))));
        List<Long> holds = new ArrayList<>();
        List<Long> captured = new ArrayList<>();
        for (int step : steps) {
            take(walletBalances, step, holds, captured);
            Change change = walletBalances.changes().getOrDefault(ACCOUNT, new Change(0, 0));
            long available = money + change.available();
            long ledger = money + change.ledger();
            long held = holds.stream().mapToLong(Long::longValue).sum();
            long spent = captured.stream().mapToLong(Long::longValue).sum();

            assertThat(available).isNotNegative().isLessThanOrEqualTo(ledger);
            assertThat(ledger - available).as("what is held").isEqualTo(held);
            assertThat(ledger + spent).as("all the money").isEqualTo(money);
        }
    }

    /** Holds the amount; every third amount instead ends the oldest hold or gives back the oldest spending. */
    private static void take(WalletBalances walletBalances, int step, List<Long> holds, List<Long> captured) {
        if (step % 3 != 0 || holds.isEmpty()) {
            if (walletBalances.hold(UUID.randomUUID(), ACCOUNT, step + 1, "EUR").isEmpty()) {
                holds.add(step + 1L);
            }
        } else if (step % 2 == 0) {
            long amount = holds.remove(0);
            walletBalances.capture(UUID.randomUUID(), ACCOUNT, amount);
            captured.add(amount);
        } else if (!captured.isEmpty()) {
            walletBalances.refund(UUID.randomUUID(), ACCOUNT, captured.remove(0));
        } else {
            walletBalances.release(UUID.randomUUID(), ACCOUNT, holds.remove(0));
        }
    }
}
