package checkout.lab.scenario.card;

import checkout.lab.audit.ProviderLedgerReader;
import checkout.lab.audit.ProviderLedgerReader.ProviderCharge;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the payments, the entries of our ledger and the provider's ledger say of each checkout of the run. None has a return. */
record ThreeLedgers(List<PaidCheckout> checkouts) {
    private static final String PAID_IN_FULL = "CONFIRMED";
    private static final ProviderCharge NOTHING = new ProviderCharge(0, 0, 0, 0, 0);

    /**
     * A checkout, its amounts in minor units.
     *
     * @param outcome the status of the order, and the reason if it is rejected
     * @param byHand whether an operator has stated the outcome, whatever the payment is
     * @param paid the amount of the payment if it is captured, otherwise zero
     * @param detail why the payment was declined
     * @param earned what the entries of the shop's settlement account add up to
     * @param owed what the entries say that the provider owes
     */
    record PaidCheckout(
            UUID id,
            String outcome,
            boolean byHand,
            long total,
            boolean byCard,
            long paid,
            String detail,
            long earned,
            long owed,
            ProviderCharge provider) {

        boolean isConfirmed() {
            return outcome.equals(PAID_IN_FULL);
        }

        /** What the ledgers disagree about, or what was charged wrongly; null if all is well. */
        @Nullable
        String wrong() {
            long expected = isConfirmed() && !byHand ? total : 0;
            long atProvider = byCard ? expected : 0;
            if (provider.times() > 1) {
                return "%s: the card was charged %d times".formatted(id, provider.times());
            }
            boolean right = paid == expected
                    && earned == expected
                    && owed == atProvider
                    && provider.captured() - refundedAfterCapture() == atProvider
                    && provider.net() == atProvider;
            return right
                    ? null
                    : "%s is %s and costs %d: the payment took %d, our entries say %d, the provider owes %d by our entries and has %s"
                            .formatted(id, outcome, total, paid, earned, owed, provider);
        }

        /** What a void gave back after a capture; without a capture there is nothing to subtract. */
        private long refundedAfterCapture() {
            return provider.captured() == 0 ? 0 : provider.refunded();
        }
    }

    static ThreeLedgers of(ScenarioContext context) throws SQLException, InterruptedException {
        Map<UUID, ProviderCharge> charges =
                new ProviderLedgerReader(context.stack().ports().url(ProviderFaults.PROVIDER)).charges();
        List<PaidCheckout> checkouts = new ArrayList<>();
        try (Connection auditor = context.auditor()) {
            SqlQuery.forEach(
                    auditor,
                    """
                    select o.id, concat_ws(' ', o.status, o.reason), coalesce(s.phase = 'RESOLVED', false), o.total_minor,
                           coalesce(p.method, '') = 'CARD', case when p.status = 'CAPTURED' then p.amount else 0 end,
                           coalesce(p.detail, ''), coalesce(entries.earned, 0), coalesce(entries.owed, 0)
                    from orders.orders o
                    left join sagas.saga s on s.id = o.id
                    left join payments.payment p on p.checkout_id = o.id
                    left join lateral (
                        select sum(amount) filter (where starts_with(account, 'settlement:')) as earned,
                               -sum(amount) filter (where starts_with(account, 'provider:')) as owed
                        from payments.ledger_entry where checkout_id = o.id
                    ) entries on true
                    where o.id >= ?::uuid and starts_with(o.customer_id, ?)
                    """,
                    row -> checkouts.add(read(row, charges)),
                    context.lowestId(),
                    context.acceptedCheckouts().customerPrefix());
        }
        return new ThreeLedgers(List.copyOf(checkouts));
    }

    private static PaidCheckout read(ResultSet row, Map<UUID, ProviderCharge> charges) throws SQLException {
        UUID id = row.getObject(1, UUID.class);
        return new PaidCheckout(
                id,
                row.getString(2),
                row.getBoolean(3),
                row.getLong(4),
                row.getBoolean(5),
                row.getLong(6),
                row.getString(7),
                row.getLong(8),
                row.getLong(9),
                charges.getOrDefault(id, NOTHING));
    }

    /** The checkouts of which the ledgers do not say the same, or that are charged otherwise than they ended. */
    List<String> wrong() {
        List<String> found = new ArrayList<>();
        for (PaidCheckout checkout : checkouts) {
            String wrong = checkout.wrong();
            if (wrong != null) {
                found.add(wrong);
            }
        }
        return found;
    }
}
