package checkout.payment.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.ledger.WalletTransfer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** If this fails, a batch can overdraw a wallet, or create or lose money. */
class WalletBalancesProperties {
    private static final String ACCOUNT = "wallet-001";

    @Property
    void balancesAddUpAfterEveryStep(
            @ForAll @LongRange(min = 0, max = 1_000) long money,
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 300) Integer> steps) {
        WalletBalances balances = new WalletBalances(new HashMap<>(Map.of(ACCOUNT, new WalletBalance("EUR", money))));
        List<Long> holds = new ArrayList<>();
        List<Long> captured = new ArrayList<>();
        for (int step : steps) {
            apply(balances, step, holds, captured);
            long available = money + sum(balances, transfer -> transfer.kind().availableChange(transfer.amount()));
            long booked = sum(balances, transfer -> transfer.kind().heldChange(transfer.amount()));
            long ledger = available + booked;
            long held = holds.stream().mapToLong(Long::longValue).sum();
            long spent = captured.stream().mapToLong(Long::longValue).sum();

            assertThat(available).isNotNegative().isLessThanOrEqualTo(ledger);
            assertThat(booked).as("held amount").isEqualTo(held);
            assertThat(ledger + spent).as("total money").isEqualTo(money);
        }
    }

    private static long sum(WalletBalances balances, ToLongFunction<WalletTransfer> change) {
        return balances.transfers().stream().mapToLong(change).sum();
    }

    /**
     * Holds the amount; every third step instead captures, voids or refunds in part the oldest hold or capture. The ids of
     * the checkouts do not matter here.
     */
    private static void apply(WalletBalances balances, int step, List<Long> holds, List<Long> captured) {
        UUID id = UUID.randomUUID();
        if (step % 3 != 0 || holds.isEmpty()) {
            if (balances.hold(id, ACCOUNT, step + 1, "EUR").isEmpty()) {
                holds.add(step + 1L);
            }
            return;
        }
        switch (step % 5) {
            case 0 -> {
                long amount = holds.removeFirst();
                balances.capture(id, ACCOUNT, amount);
                captured.add(amount);
            }
            case 1 -> balances.release(id, ACCOUNT, holds.removeFirst());
            case 2 -> {
                long held = holds.removeFirst();
                balances.reduceHold(id, id, ACCOUNT, held / 2, held - held / 2);
                holds.add(held - held / 2);
            }
            case 3 -> {
                if (!captured.isEmpty()) {
                    balances.voidCapture(id, ACCOUNT, captured.removeFirst());
                }
            }
            default -> {
                if (!captured.isEmpty()) {
                    long spent = captured.removeFirst();
                    balances.refund(id, id, ACCOUNT, spent / 2, spent - spent / 2);
                    captured.add(spent - spent / 2);
                }
            }
        }
    }
}
