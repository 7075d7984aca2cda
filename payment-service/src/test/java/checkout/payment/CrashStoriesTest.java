package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.messaging.Effects;
import checkout.payment.pending.AttemptKind;
import checkout.payment.pending.PaymentReplyAddress;
import checkout.payment.pending.PendingCall;
import checkout.payment.pending.PerCardLimit;
import checkout.payment.refund.Refund;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** If this fails, a process that dies at the wrong moment loses a payment or charges twice. */
class CrashStoriesTest extends PaymentServiceTestBase {
    private static final Duration LEASE = Duration.ofMinutes(5);

    @AfterEach
    void restartCalls() {
        if (!cardCalls.isRunning()) {
            cardCalls.start();
        }
    }

    @Test
    void theSweepFindsACallThatWasNeverBegun() {
        cardCalls.stop();
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitStatus(checkout, "REQUESTED");
        assertThat(provider.account(checkout).isMissingNode()).isTrue();

        cardCalls.start();

        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentAuthorized.v1");
    }

    @Test
    void aCallThatDiedWithItsProcessIsRepeatedAfterItsLease() {
        cardCalls.stop();
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitStatus(checkout, "REQUESTED");
        assertThat(payments.takeDue(AttemptKind.FIRST, LEASE, 100, PerCardLimit.UNLIMITED))
                .extracting(Payment::checkoutId)
                .contains(checkout);
        cardCalls.start();

        // another call goes through, so the sweep runs and leaves the leased call alone
        UUID other = UUID.randomUUID();
        orchestrator.authorizeCard(other, "tok_ok");
        orchestrator.awaitReply(other);
        assertThat(orchestrator.replies(checkout)).isEmpty();
        assertThat(provider.account(checkout).isMissingNode()).isTrue();

        endLeases();
        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentAuthorized.v1");
        assertThat(provider.account(checkout).path("charges").asInt()).isEqualTo(1);
    }

    @Test
    void aResultThatWasNeverWrittenIsAskedForAgain() {
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitReply(checkout);
        // as if the process had died before the result was committed
        jdbc.update("delete from outbox where message_key = ?", checkout.toString());
        jdbc.update("""
                update payment set status = 'REQUESTED', token = 'tok_ok', reference = null, next_call_at = now(),
                                   saga_id = checkout_id
                where checkout_id = ?
                """, checkout);

        assertThat(orchestrator.awaitReply(checkout).text("reference")).startsWith("ref_");
        assertThat(provider.account(checkout).path("charges").asInt()).isEqualTo(1);
    }

    @Test
    void theSweepFindsARefundThatWasNeverBegun() {
        UUID returnId = authorizedAndStopped();

        assertThat(provider.account(checkout).path("refunded").asLong()).isZero();
        cardCalls.start();

        assertThat(orchestrator.awaitReply(checkout, 2).text("returnId")).isEqualTo(returnId.toString());
    }

    @Test
    void aRefundThatDiedWithItsProcessIsRepeatedAfterItsLease() {
        UUID returnId = authorizedAndStopped();
        assertThat(refunds.takeDue(AttemptKind.FIRST, LEASE, 100))
                .extracting(Refund::returnId)
                .contains(returnId);
        cardCalls.start();

        // another refund goes through, so the sweep runs and leaves the leased call alone
        UUID other = UUID.randomUUID();
        orchestrator.refund(checkout, other, "2.00");
        assertThat(orchestrator.awaitReply(checkout, 2).text("returnId")).isEqualTo(other.toString());
        assertThat(orchestrator.refundStatus(returnId)).isEqualTo("REQUESTED");

        endLeases();
        assertThat(orchestrator.awaitReply(checkout, 3).text("returnId")).isEqualTo(returnId.toString());
        assertThat(provider.account(checkout).path("refunded").asLong()).isEqualTo(700);
    }

    @Test
    void aRefundWhoseResultWasNeverWrittenIsPaidOnce() {
        UUID returnId = authorizedAndStopped();
        cardCalls.start();
        orchestrator.awaitReply(checkout, 2);
        // as if the process had died before the result was committed
        jdbc.update("delete from outbox where message_key = ?", checkout.toString());
        jdbc.update(
                "update refund set status = 'REQUESTED', next_call_at = now(), saga_id = checkout_id where return_id = ?",
                returnId);

        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentRefunded.v1");
        assertThat(provider.account(checkout).path("refunded").asLong()).isEqualTo(500);
    }

    @Test
    void instancesThatSweepAtTheSameTimeTakeEachRefundOnce() {
        authorizedAndStopped();
        List<UUID> returns = Stream.generate(UUID::randomUUID).limit(30).toList();
        returns.forEach(id -> orchestrator.refund(checkout, id, "0.10"));
        returns.forEach(id -> orchestrator.awaitRefundStatus(id, "REQUESTED"));

        List<UUID> taken = IntStream.range(0, 8)
                .parallel()
                .mapToObj(instance -> refunds.takeDue(AttemptKind.FIRST, LEASE, 4))
                .flatMap(List::stream)
                .map(Refund::returnId)
                .toList();

        assertThat(taken).doesNotHaveDuplicates();
        assertThat(refunds.takeDue(AttemptKind.FIRST, LEASE, 1000))
                .extracting(Refund::returnId)
                .doesNotContainAnyElementsOf(taken);
    }

    /** As if the time of all leases had passed, by the clock of the database. */
    private void endLeases() {
        jdbc.update("update payment set next_call_at = now() where next_call_at is not null");
        jdbc.update("update refund set next_call_at = now() where next_call_at is not null");
    }

    /** Authorizes by card, stops the calls, then asks for a refund of 5.00; the return id. */
    private UUID authorizedAndStopped() {
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitReply(checkout);
        cardCalls.stop();
        UUID returnId = UUID.randomUUID();
        orchestrator.refund(checkout, returnId, "5.00");
        orchestrator.awaitRefundStatus(returnId, "REQUESTED");
        return returnId;
    }

    @Test
    void anImpossibleCommandGoesToTheDeadLettersAlone() {
        UUID unknown = UUID.randomUUID();
        orchestrator.capture(unknown);
        orchestrator.authorizeCard(checkout, "tok_ok");

        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentAuthorized.v1");
        await().untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "select count(*) from outbox where topic = 'payments.commands.dlt' and message_key = ?",
                        int.class,
                        unknown.toString()))
                .isEqualTo(1));
    }

    @Test
    void aConsumerThatLostItsPartitionDoesNotOverwriteTheDecisionOfAnother() {
        Payment tombstone = Payment.tombstone(checkout);
        insert(List.of(tombstone));

        assertThatThrownBy(() -> insert(List.of(tombstone))).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void aConsumerThatLostItsPartitionDoesNotRefundTwice() {
        UUID returnId = authorizedAndStopped();
        Refund refund = refunds.takeDue(AttemptKind.FIRST, Duration.ZERO, 100).stream()
                .filter(due -> due.returnId().equals(returnId))
                .findFirst()
                .orElseThrow();
        Effects effects = new Effects();
        refunds.insert(List.of(refund), effects);

        assertThatThrownBy(() -> outbox.send(effects)).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void aStopWritesTheResultsOfCallsUnderWay() {
        provider.faults("{\"latencyMs\":300}");
        orchestrator.authorizeCard(checkout, "tok_ok");
        await().untilAsserted(() -> assertThat(
                        jdbc.queryForList("select attempt from payment where checkout_id = ?", int.class, checkout))
                .containsExactly(1));

        cardCalls.stop();

        // on a busy machine the call may time out, but its result must be written
        assertThat(jdbc.queryForObject(
                        "select status = 'AUTHORIZED' or last_error is not null from payment where checkout_id = ?",
                        boolean.class,
                        checkout))
                .isTrue();
    }

    @Test
    void instancesThatSweepAtTheSameTimeTakeEachCallOnce() {
        cardCalls.stop();
        List<Payment> requested = Stream.generate(UUID::randomUUID)
                .limit(40)
                .map(id -> Payment.requested(
                        id,
                        new PaymentInstrument.Card(1998, "EUR", "tok_ok"),
                        PendingCall.due(PaymentReplyAddress.NOBODY),
                        null))
                .toList();
        insert(requested);

        List<UUID> taken = IntStream.range(0, 8)
                .parallel()
                .mapToObj(instance -> payments.takeDue(AttemptKind.FIRST, LEASE, 5, PerCardLimit.UNLIMITED))
                .flatMap(List::stream)
                .map(Payment::checkoutId)
                .toList();

        assertThat(taken).doesNotHaveDuplicates();
        assertThat(payments.takeDue(AttemptKind.FIRST, LEASE, 1000, PerCardLimit.UNLIMITED))
                .extracting(Payment::checkoutId)
                .doesNotContainAnyElementsOf(taken);
    }

    private void insert(List<Payment> newPayments) {
        Effects effects = new Effects();
        payments.insert(newPayments, effects);
        outbox.send(effects);
    }
}
