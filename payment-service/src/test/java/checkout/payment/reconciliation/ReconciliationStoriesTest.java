package checkout.payment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import checkout.payment.reconciliation.ReconciliationRun.State;
import checkout.payment.reconciliation.difference.Difference;
import checkout.payment.reconciliation.difference.Difference.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** If this fails, money differs between the provider and us and nobody is told, or people are called for nothing. */
class ReconciliationStoriesTest extends ReconciliationTestBase {
    @Test
    void findsNothingOnAHealthyDay() throws Exception {
        shop.authorized();
        shop.captured();
        shop.paid("tok_declined", "DECLINED");
        shop.paid("tok_flaky", "AUTHORIZED");
        shop.capture(shop.paid("tok_expiring", "AUTHORIZED"));
        shop.voidPayment(shop.authorized());
        shop.voidPayment(shop.captured());
        shop.refund(shop.captured(), 500);
        UUID refundedFirst = shop.authorized();
        shop.refund(refundedFirst, 500);
        shop.capture(refundedFirst);
        shop.paidByWallet();

        ReconciliationRun run = reconciler.run();

        assertThat(run.state()).isEqualTo(State.DONE);
        assertThat(run.counts().compared()).isGreaterThanOrEqualTo(9);
        assertThat(run.counts().pages()).isGreaterThan(2);
        assertThat(run.counts().payments()).isGreaterThanOrEqualTo(10);
        assertThat(run.counts().newDifferences()).isZero();
        assertThat(run.counts().undecided()).isZero();
        assertThat(reconciler.open()).isEmpty();
    }

    @Test
    void findsNothingWhilePaymentsAreMade() throws Exception {
        // in a thread of its own: the HTTP client needs those of the common pool
        Executor thread = task -> Thread.ofPlatform().daemon().start(task);
        Runnable buying = () -> {
            for (int round = 0; round < 15; round++) {
                List<UUID> checkouts = IntStream.range(0, 4)
                        .mapToObj(i -> shop.requested("tok_ok"))
                        .toList();
                checkouts.forEach(checkout -> shop.awaitStatus(checkout, "AUTHORIZED"));
                shop.owe(checkouts.get(0), "CAPTURING");
                shop.owe(checkouts.get(1), "VOIDING");
                shop.refund(checkouts.get(2), 100);
            }
        };
        CompletableFuture<Void> buyers = CompletableFuture.runAsync(buying, thread);
        List<ReconciliationRun> runs = new ArrayList<>();
        while (!buyers.isDone()) {
            runs.add(reconciler.run());
        }
        buyers.join();
        runs.add(reconciler.run());

        assertThat(runs).extracting(ReconciliationRun::state).containsOnly(State.DONE);
        assertThat(runs).extracting(run -> run.counts().newDifferences()).containsOnly(0);
        assertThat(reconciler.open()).isEmpty();
    }

    @Test
    void findsEachDifferenceMadeByHandAtTheProvider() throws Exception {
        UUID unknown = UUID.randomUUID();
        UUID capturedThere = shop.authorized();
        UUID voidedThere = shop.authorized();
        UUID refundedThere = shop.captured();
        UUID chargedTwice = shop.captured();
        assertThat(reconciler.run().counts().newDifferences()).as("before").isZero();

        authorizeDirectly(unknown);
        callDirectly("captures", capturedThere);
        callDirectly("voids", voidedThere);
        shop.provider.callDirectly("refunds", body(refundedThere, 700));
        authorizeDirectly(chargedTwice);
        ReconciliationRun run = reconciler.run();

        assertThat(run.counts().newDifferences()).isEqualTo(5);
        assertThat(openKinds())
                .containsOnly(
                        entry(unknown, "CHARGED_WITHOUT_PAYMENT"),
                        entry(capturedThere, "CAPTURED_THERE_ONLY"),
                        entry(voidedThere, "VOIDED_THERE_ONLY"),
                        entry(refundedThere, "REFUNDED_THERE_ONLY"),
                        entry(chargedTwice, "CHARGED_TWICE"));
        Difference twice = openOf(chargedTwice);
        assertThat(twice.owner()).isEqualTo("PAYMENTS_OPERATIONS");
        assertThat(twice.whatToDo()).contains("Give the surplus back");
        assertThat(String.valueOf(twice.ours()))
                .contains("\"status\":\"CAPTURED\"", "{\"amount\":\"19.98\",\"currency\":\"EUR\"}");
        assertThat(String.valueOf(twice.theirs()))
                .contains("\"charges\":2", "\"charged\":{\"amount\":\"39.96\",\"currency\":\"EUR\"}");
        assertThat(openOf(unknown).ours()).isNull();

        // seen again it is the same row; what the provider has corrected is gone
        shop.provider.callDirectly("refunds", body(chargedTwice, ComparedShop.AMOUNT));
        ReconciliationRun next = reconciler.run();
        assertThat(next.counts().newDifferences()).isZero();
        assertThat(openKinds()).hasSize(4).doesNotContainKey(chargedTwice);
        assertThat(reconciler.differences(Status.GONE))
                .extracting(Difference::id)
                .contains(twice.id());
        assertThat(openOf(unknown).lastSeen()).isAfter(openOf(unknown).firstSeen());
    }

    @Test
    void findsEachDifferenceMadeByHandHere() throws Exception {
        UUID capturedHere = shop.authorized();
        UUID refundedHere = shop.captured();
        UUID voidedHere = shop.captured();
        UUID otherAmount = shop.captured();
        UUID otherCurrency = shop.authorized();
        UUID unknownThere = UUID.randomUUID();
        change(capturedHere, "status = 'CAPTURED'");
        change(refundedHere, "refunded = 300");
        change(voidedHere, "status = 'VOIDED'");
        change(otherAmount, "amount = 2098");
        change(otherCurrency, "currency = 'USD'");
        shop.jdbc.update("""
                insert into payment (checkout_id, status, method, amount, currency, reference)
                values (?, 'AUTHORIZED', 'CARD', 500, 'EUR', 'ref_1')
                """, unknownThere);

        reconciler.run();

        assertThat(openKinds())
                .containsOnly(
                        entry(capturedHere, "CAPTURED_HERE_ONLY"),
                        entry(refundedHere, "REFUNDED_HERE_ONLY"),
                        entry(voidedHere, "VOIDED_HERE_ONLY"),
                        entry(otherAmount, "AMOUNT_DIFFERS"),
                        entry(otherCurrency, "CURRENCY_DIFFERS"),
                        entry(unknownThere, "AUTHORIZED_HERE_ONLY"));
        assertThat(openOf(unknownThere).theirs()).isNull();
        change(unknownThere, "status = 'VOIDED'");
    }

    /** Its hold has ended, and what is captured is not given back. */
    @Test
    void reportsWhatWasCapturedThereThoughItsHoldHasEnded() throws Exception {
        UUID checkout = shop.authorized();
        callDirectly("captures", checkout);
        shop.owe(checkout, "EXPIRING");
        shop.awaitStatus(checkout, "AUTHORIZED");

        reconciler.run();

        assertThat(openKinds()).containsOnly(entry(checkout, "CAPTURED_THERE_ONLY"));
    }

    /** The provider has captured, and our process died before it knew. */
    @Test
    void leavesAPaymentUnderWayToTheNextRun() throws Exception {
        UUID checkout = shop.authorized();
        shop.cardCalls().stop();
        try {
            shop.owe(checkout, "CAPTURING");
            shop.provider.callWithKey(
                    checkout + ":captures", "captures", "{\"checkoutId\":\"%s\"}".formatted(checkout));

            ReconciliationRun run = reconciler.run();

            assertThat(run.counts().undecided()).isEqualTo(1);
            assertThat(reconciler.open()).isEmpty();
        } finally {
            shop.cardCalls().start();
        }
        shop.awaitStatus(checkout, "CAPTURED");
        assertThat(reconciler.run().counts().undecided()).isZero();
        assertThat(reconciler.open()).isEmpty();
    }

    /** A difference that is not there any more at the second look was none. */
    @Test
    void reportsOnlyWhatItHasSeenTwice() throws Exception {
        UUID checkout = shop.authorized();
        change(checkout, "status = 'CAPTURED'");
        UUID id = reconciler.begin();
        reconciler.stepUntil(id, run -> run.phase() == ReconciliationRun.Phase.SECOND_LOOK);
        callDirectly("captures", checkout);

        ReconciliationRun ended = reconciler.stepUntil(id, run -> run.state() != State.RUNNING);

        assertThat(ended.counts().suspects()).isPositive();
        assertThat(ended.counts().newDifferences()).isZero();
        assertThat(reconciler.open()).isEmpty();
    }

    @Test
    void settledStaysSettledUntilOneSideChanges() throws Exception {
        UUID checkout = shop.captured();
        shop.provider.callDirectly("refunds", body(checkout, 700));
        reconciler.run();
        UUID difference = openOf(checkout).id();

        assertThat(reconciler.settle(difference, "return 17, by telephone")).isTrue();
        assertThat(reconciler.settle(difference, "again")).isFalse();
        assertThat(shop.jdbc.queryForList(
                        "select who || ': ' || why from reconciliation_audit where difference_id = ?",
                        String.class,
                        difference))
                .containsExactly("operator: return 17, by telephone");
        assertThat(reconciler.run().counts().newDifferences()).isZero();
        assertThat(reconciler.open()).isEmpty();

        shop.provider.callDirectly("refunds", body(checkout, 1));
        assertThat(reconciler.run().counts().newDifferences()).isEqualTo(1);
        assertThat(openOf(checkout).id()).isNotEqualTo(difference);
    }

    /** Every run sees it again, for as long as the two sides say the same. */
    @Test
    void whatIsSettledIsKeptWhileItIsSeen() throws Exception {
        UUID checkout = shop.captured();
        shop.provider.callDirectly("refunds", body(checkout, 700));
        reconciler.run();
        UUID difference = openOf(checkout).id();
        reconciler.settle(difference, "return 17, by telephone");
        shop.jdbc.update(
                "update reconciliation_difference set closed_at = now() - interval '91 days' where id = ?", difference);

        reconciler.deleteOld();

        assertThat(reconciler.run().counts().newDifferences()).isZero();
        assertThat(reconciler.open()).isEmpty();
        assertThat(reconciler.differences(Status.SETTLED))
                .extracting(Difference::id)
                .contains(difference);

        shop.jdbc.update(
                "update reconciliation_difference set last_seen = now() - interval '91 days' where id = ?", difference);
        reconciler.deleteOld();
        assertThat(reconciler.differences(Status.SETTLED))
                .extracting(Difference::id)
                .doesNotContain(difference);
        assertThat(reconciler.run().counts().newDifferences())
                .as("so that it is settled for the next test")
                .isEqualTo(1);
    }

    @Test
    void nobodyChangesTheAudit() {
        assertThatThrownBy(() -> shop.jdbc.update("update reconciliation_audit set why = 'another'"))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void failsIfTheLedgersDoNotBelongTogether() throws Exception {
        IntStream.range(0, 3).forEach(i -> authorizeDirectly(UUID.randomUUID()));
        try (ReconcilerInstance cautious =
                new ReconcilerInstance(shop, shop.provider.url(), Map.of("max-suspects", "2"))) {
            ReconciliationRun run = cautious.run();

            assertThat(run.state()).isEqualTo(State.FAILED);
            assertThat(run.lastError()).contains("More than 2 checkouts differ", "checkout.payment.card.url");
        }
        reconciler.run(); // so that they are settled for the next test
    }

    private Map<UUID, String> openKinds() {
        return reconciler.open().stream().collect(Collectors.toMap(Difference::checkoutId, Difference::kind));
    }

    private Difference openOf(UUID checkout) {
        return reconciler.open().stream()
                .filter(difference -> difference.checkoutId().equals(checkout))
                .findFirst()
                .orElseThrow();
    }
}
