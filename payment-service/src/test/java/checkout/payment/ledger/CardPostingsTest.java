package checkout.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.contracts.Money;
import checkout.contracts.PaymentCommand.RefundPayment;
import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.refund.Refund;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentDeadlines;
import checkout.payment.state.PaymentInstrument.Card;
import checkout.payment.state.PaymentStatus;
import checkout.payment.statement.Differences;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** If this fails, the books say that the card provider owes another sum than it does. */
class CardPostingsTest {
    private static final TestDatabase DATABASE =
            TestServers.database("payments").migrate("classpath:db/messaging", "classpath:db/migration");
    private static final Money FIVE = new Money(500, "EUR");

    private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.service());
    private final UUID checkout = MessageIds.next();

    @BeforeEach
    void authorizeTwentyEuros() {
        jdbc.update("""
                insert into payment (checkout_id, status, method, amount, currency, reference)
                values (?, 'AUTHORIZED', 'CARD', 2000, 'EUR', 'ref')
                """, checkout);
    }

    /** Results separated by a comma arrive together. A refund that was paid before the capture is not captured. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "capture refund",
                "refund capture",
                "capture,refund",
                "refund,capture",
                "refund refund capture refund",
                "capture refund,refund refund,refund",
                "refund refund refund capture refund",
                "capture,refund refund,refund",
                "refund capture,refund"
            })
    void theProviderOwesWhatItCapturedAndHasNotPaidBack(String order) {
        long refunds = results(order);

        assertThat(owed()).isEqualTo(2000 - 500 * refunds);
        assertThat(verified()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "capture void", "capture refund void", "refund capture void", "capture refund,void",
                        "capture void refund",
                "capture,refund void refund", "void", "refund void", "void refund", "capture refund void refund"
            })
    void theProviderOwesNothingOfAVoidedPayment(String order) {
        results(order);

        assertThat(owed()).isZero();
        assertThat(verified()).isTrue();
        assertThat(jdbc.queryForObject(
                        "select coalesce(min(amount), 1) from ledger_transfer where checkout_id = ?",
                        long.class,
                        checkout))
                .isPositive();
    }

    @Test
    void aPaymentThatWasRefundedCompletelyBeforeItsCaptureMovesNoMoney() {
        results("refund refund refund refund capture");

        assertThat(jdbc.queryForObject(
                        "select count(*) from ledger_transfer where checkout_id = ?", int.class, checkout))
                .isZero();
        assertThat(verified()).isTrue();
    }

    @Test
    void aCaptureIsBookedOnce() {
        results("capture");

        assertThatThrownBy(() -> results("capture")).isInstanceOf(DuplicateKeyException.class);
        assertThat(owed()).isEqualTo(2000);
    }

    /** Writes the results as they arrive; returns how many refunds there were. */
    private long results(String order) {
        for (String batch : order.split(" ", -1)) {
            CardPostings postings = new CardPostings();
            for (String result : batch.split(",", -1)) {
                switch (result) {
                    case "capture" -> postings.add(ended(PaymentStatus.CAPTURED));
                    case "void" -> postings.add(ended(PaymentStatus.VOIDED));
                    default -> postings.add(refunded());
                }
            }
            Effects effects = new Effects();
            Ledger.book(postings, effects);
            RoundTrip trip = new RoundTrip(jdbc);
            effects.writes().forEach(write -> trip.update(write.sql(), write.rows()));
            trip.execute();
        }
        return Arrays.stream(order.split("[ ,]", -1)).filter("refund"::equals).count();
    }

    private Payment ended(PaymentStatus status) {
        jdbc.update("update payment set status = ? where checkout_id = ?", status.name(), checkout);
        return new Payment(
                checkout, status, new Card(2000, "EUR", null), 0, null, 0, "ref", null, PaymentDeadlines.NONE, null);
    }

    private Refund refunded() {
        Refund refund = Refund.refunded(new RefundPayment(checkout, MessageIds.next(), FIVE));
        jdbc.update("""
                insert into refund (return_id, checkout_id, status, amount, currency) values (?, ?, 'REFUNDED', 500, 'EUR')
                """, refund.returnId(), checkout);
        return refund;
    }

    private long owed() {
        List<Long> sums = jdbc.queryForList(
                "select -sum(amount) from ledger_entry where checkout_id = ? and account = 'provider:EUR'",
                Long.class,
                checkout);
        return sums.getFirst() == null ? 0 : sums.getFirst();
    }

    private boolean verified() {
        return Differences.in(jdbc).isEmpty();
    }
}
