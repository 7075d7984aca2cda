package checkout.lab.audit;

import static checkout.lab.audit.Invariants.SETTLED_BY_OPERATOR;

import checkout.lab.audit.InvariantAudit.Verdict;
import checkout.lab.audit.ProviderLedgerReader.ProviderCharge;
import checkout.lab.database.SqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Compares the card payments with the provider's ledger.
 *
 * @param charges what the provider has charged, by checkout
 * @param payments the card payments that are not undone, by checkout
 * @param rejected the checkouts by card that are rejected, except those that an operator has settled
 */
record ProviderComparison(Map<UUID, ProviderCharge> charges, Map<UUID, CardPayment> payments, Set<UUID> rejected) {
    /** What holds while checkouts are in progress, too. */
    static final String ALWAYS = "the provider charged no card twice, and captured nothing of a rejected order";

    private static final String CHARGED = "the provider charged exactly what our payments say";
    private static final String CAPTURED = "the provider captured exactly what our payments say";
    static final Set<String> NAMES = Set.of(ALWAYS, CHARGED, CAPTURED);

    static final String PAYMENTS = """
            select checkout_id, status, amount, refunded from payments.payment
            where method = 'CARD' and status in ('AUTHORIZED', 'CAPTURING', 'REAUTHORIZING', 'CAPTURED')
            """;
    static final String REJECTED = """
            select o.id from orders.orders o
            where o.status = 'REJECTED' and o.payment_method = 'card' and not\s""" + SETTLED_BY_OPERATOR;

    private static final int MAX_COUNTER_EXAMPLES = 10;

    /**
     * A payment as payment-service has it.
     *
     * @param refunded the refunds that are requested or paid
     */
    record CardPayment(String status, long amount, long refunded) {
        private long net() {
            return amount - refunded;
        }
    }

    static ProviderComparison of(String provider, Connection auditor) throws SQLException, InterruptedException {
        // the ledger first: what it shows as captured belongs to an order that can no longer be rejected
        Map<UUID, ProviderCharge> charges = new ProviderLedgerReader(provider).charges();
        Map<UUID, CardPayment> payments = new HashMap<>();
        SqlQuery.forEach(
                auditor,
                PAYMENTS,
                row -> payments.put(
                        row.getObject(1, UUID.class),
                        new CardPayment(row.getString(2), row.getLong(3), row.getLong(4))));
        Set<UUID> rejected = new HashSet<>();
        SqlQuery.forEach(auditor, REJECTED, row -> rejected.add(row.getObject(1, UUID.class)));
        return new ProviderComparison(charges, payments, rejected);
    }

    /** @param atRest whether no checkout is in progress, so that both sides must have the same */
    List<Verdict> verdicts(boolean atRest) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(verdict(ALWAYS, chargedOrTakenWrongly()));
        if (atRest) {
            verdicts.add(verdict(CHARGED, different()));
            verdicts.add(verdict(CAPTURED, capturedOtherwise()));
        }
        return verdicts;
    }

    private static Verdict verdict(String invariant, List<String> counterExamples) {
        return new Verdict(
                invariant, counterExamples.subList(0, Math.min(MAX_COUNTER_EXAMPLES, counterExamples.size())));
    }

    private List<String> chargedOrTakenWrongly() {
        List<String> found = new ArrayList<>();
        charges.forEach((id, charge) -> {
            if (charge.times() > 1) {
                found.add("%s: the card was charged %d times".formatted(id, charge.times()));
            }
            if (charge.captured() > charge.charged()) {
                found.add("%s: %d captured of %d".formatted(id, charge.captured(), charge.charged()));
            }
            if (charge.captured() > 0 && rejected.contains(id)) {
                found.add("%s: %d captured, and the order is rejected".formatted(id, charge.captured()));
            }
        });
        return found;
    }

    private List<String> different() {
        List<String> found = new ArrayList<>();
        payments.forEach((id, payment) -> {
            ProviderCharge charge = charges.get(id);
            if (charge == null || charge.net() != payment.net()) {
                found.add("%s: our payment is %d, the provider reports %s".formatted(id, payment.net(), charge));
            }
        });
        charges.forEach((id, charge) -> {
            if (charge.net() != 0 && !payments.containsKey(id)) {
                found.add("%s: the provider charged %d, and we have no such payment".formatted(id, charge.net()));
            }
        });
        return found;
    }

    private List<String> capturedOtherwise() {
        List<String> found = new ArrayList<>();
        payments.forEach((id, payment) -> {
            ProviderCharge charge = charges.get(id);
            if (charge != null && !agrees(payment, charge)) {
                found.add("%s: our payment of %d is %s, the provider captured %d and could capture %d"
                        .formatted(id, payment.amount(), payment.status(), charge.captured(), charge.capturable()));
            }
        });
        return found;
    }

    /**
     * A refund that came before the capture was never captured; one that came after it was. Whether a payment that is being
     * captured is captured at the provider is open.
     */
    private static boolean agrees(CardPayment payment, ProviderCharge charge) {
        return switch (payment.status()) {
            case "CAPTURED" ->
                charge.capturable() == 0 && charge.captured() >= payment.net() && charge.captured() <= payment.amount();
            case "AUTHORIZED" -> charge.captured() == 0;
            default -> true;
        };
    }
}
