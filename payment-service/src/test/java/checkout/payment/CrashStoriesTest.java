package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.messaging.Effects;
import checkout.payment.payments.Payment;
import checkout.payment.payments.PaymentInstrument;
import checkout.payment.payments.PendingCall;
import checkout.payment.payments.ReplyAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** What a process leaves behind that dies at the wrong moment. */
class CrashStoriesTest extends RunningService {
    private static final Duration LEASE = Duration.ofMinutes(5);

    @AfterEach
    void reopen() {
        if (!cards.isRunning()) {
            cards.start();
        }
    }

    @Test
    void aCallThatWasNeverBegunIsFoundByTheSweeper() {
        cards.stop();
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitStatus(checkout, "REQUESTED");
        assertThat(network.account(checkout).isMissingNode()).isTrue();

        cards.start();

        assertThat(orchestrator.hears(checkout).type()).isEqualTo("payments.PaymentAuthorized.v1");
    }

    @Test
    void aCallThatDiedWithItsProcessIsMadeAgainBehindItsLease() {
        cards.stop();
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitStatus(checkout, "REQUESTED");
        Instant now = clock.instant();
        assertThat(payments.takeDue(now, now.plus(LEASE), 100))
                .extracting(Payment::checkoutId)
                .contains(checkout);
        cards.start();

        // somebody else's call goes through all the while, so the sweeper is at work and leaves this one alone
        var other = UUID.randomUUID();
        orchestrator.authorizeCard(other, "tok_ok");
        orchestrator.hears(other);
        assertThat(orchestrator.replies(checkout)).isEmpty();
        assertThat(network.account(checkout).isMissingNode()).isTrue();

        clock.forward(LEASE);
        assertThat(orchestrator.hears(checkout).type()).isEqualTo("payments.PaymentAuthorized.v1");
        assertThat(network.account(checkout).path("charges").asInt()).isEqualTo(1);
    }

    @Test
    void anAnswerThatWasNeverWrittenIsAskedForAgain() {
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.hears(checkout);
        // as if the process had died before the answer was committed
        jdbc.update("delete from outbox where message_key = ?", checkout.toString());
        jdbc.update("""
                update payment set status = 'REQUESTED', token = 'tok_ok', reference = null, next_call_at = now(),
                                   saga_id = checkout_id
                where checkout_id = ?
                """, checkout);

        assertThat(orchestrator.hears(checkout).said("reference")).startsWith("ref_");
        assertThat(network.account(checkout).path("charges").asInt()).isEqualTo(1);
    }

    @Test
    void aCommandThatMakesNoSenseGoesToTheDeadLettersAlone() {
        var unknown = UUID.randomUUID();
        orchestrator.capture(unknown);
        orchestrator.authorizeCard(checkout, "tok_ok");

        assertThat(orchestrator.hears(checkout).type()).isEqualTo("payments.PaymentAuthorized.v1");
        await().untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "select count(*) from outbox where topic = 'payments.commands.dlt' and message_key = ?",
                        int.class,
                        unknown.toString()))
                .isEqualTo(1));
    }

    @Test
    void aConsumerThatLostItsPartitionDoesNotOverwriteWhatAnotherDecided() {
        Payment tombstone = Payment.tombstone(checkout);
        add(List.of(tombstone));

        assertThatThrownBy(() -> add(List.of(tombstone))).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void aStopWritesTheAnswersOfCallsUnderWay() {
        network.faults("{\"latencyMs\":300}");
        orchestrator.authorizeCard(checkout, "tok_ok");
        await().untilAsserted(() -> assertThat(
                        jdbc.queryForList("select attempt from payment where checkout_id = ?", int.class, checkout))
                .containsExactly(1));

        cards.stop();

        // on a machine that is too busy the answer may be that none came in time; what must not be is nothing
        assertThat(jdbc.queryForObject(
                        "select status = 'AUTHORIZED' or last_error is not null from payment where checkout_id = ?",
                        boolean.class,
                        checkout))
                .isTrue();
    }

    @Test
    void instancesThatSweepAtTheSameTimeTakeEachCallOnce() {
        cards.stop();
        Instant now = clock.instant();
        List<Payment> owed = Stream.generate(UUID::randomUUID)
                .limit(40)
                .map(id -> Payment.requested(
                        id,
                        new PaymentInstrument.Card(1998, "EUR", "tok_ok"),
                        PendingCall.dueAt(now, new ReplyAddress(null, null))))
                .toList();
        add(owed);

        List<UUID> taken = IntStream.range(0, 8)
                .parallel()
                .mapToObj(instance -> payments.takeDue(now, now.plus(LEASE), 5))
                .flatMap(List::stream)
                .map(Payment::checkoutId)
                .toList();

        assertThat(taken).doesNotHaveDuplicates();
        assertThat(payments.takeDue(now, now.plus(LEASE), 1000))
                .extracting(Payment::checkoutId)
                .doesNotContainAnyElementsOf(taken);
    }

    private void add(List<Payment> made) {
        Effects effects = new Effects();
        payments.add(made, effects);
        outbox.send(effects);
    }
}
