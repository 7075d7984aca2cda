package checkout.payment.card;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.Reply;
import checkout.payment.card.CardResultRules.PaymentOutcome;
import checkout.payment.pending.CallBackoff;
import checkout.payment.pending.PaymentReplyAddress;
import checkout.payment.pending.PendingCall;
import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardAnswer.AlreadyCaptured;
import checkout.payment.provider.CardAnswer.Approved;
import checkout.payment.provider.CardAnswer.ChallengeRequired;
import checkout.payment.provider.CardAnswer.Conflict;
import checkout.payment.provider.CardAnswer.Declined;
import checkout.payment.provider.CardAnswer.Expired;
import checkout.payment.provider.CardAnswer.Gone;
import checkout.payment.provider.CardAnswer.Invalid;
import checkout.payment.provider.CardAnswer.Misconfigured;
import checkout.payment.provider.CardAnswer.NothingToCharge;
import checkout.payment.provider.CardAnswer.Pending;
import checkout.payment.provider.CardAnswer.TimedOut;
import checkout.payment.provider.CardAnswer.Unknown;
import checkout.payment.provider.CardCall;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument.Card;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules, the answers that the provider may give, and payments that get them. */
abstract class ResultRulesTestBase {
    static final UUID CHECKOUT = UUID.randomUUID();
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CHALLENGE_TIME = Duration.ofSeconds(25);
    private static final Map<String, CardAnswer> ANSWERS = Map.ofEntries(
            Map.entry("approved", new Approved("ref_1")),
            Map.entry("declined", new Declined("no")),
            Map.entry("expired", new Expired("authorization_expired")),
            Map.entry("invalid", new Invalid("status 422")),
            Map.entry("nothing", new NothingToCharge("paid back")),
            Map.entry("captured", new AlreadyCaptured("captured 1998")),
            Map.entry("gone", new Gone("status 404")),
            Map.entry("conflict", new Conflict("status 409")),
            Map.entry("pending", new Pending("status 202")),
            Map.entry("challenge", new ChallengeRequired("confirm")),
            Map.entry("misconfigured", new Misconfigured("status 401")),
            Map.entry("timedOut", new TimedOut("timeout")),
            Map.entry("unknown", Unknown.because("status 500")));

    final OpenResultRules repeats =
            new OpenResultRules(new CallBackoff(Duration.ofMillis(200), Duration.ofSeconds(30), new Random(1)));
    final CardResultRules rules = new CardResultRules(repeats, CHALLENGE_TIME, CALL_TIMEOUT);

    void assertOutcome(Payment before, CardCall call, String answer, String status, @Nullable String reply) {
        PaymentOutcome outcome = rules.outcome(before, (CardCall.PaymentCall) call, answer(answer));

        assertThat(outcome.payment().status().name()).isEqualTo(status);
        Reply sent = outcome.reply();
        assertThat(sent == null ? null : sent.getClass().getSimpleName()).isEqualTo(reply);
        if (sent instanceof Reply.Refusal refusal && !status.equals("DECLINED")) {
            assertThat(refusal.toString()).contains(answer);
        }
    }

    static CardAnswer answer(String name) {
        CardAnswer answer = ANSWERS.get(name);
        assertThat(answer).as(name).isNotNull();
        return answer;
    }

    static Payment requested() {
        return Payment.requested(CHECKOUT, new Card(1998, "EUR", "tok_ok"), due(), null);
    }

    static Payment attempt(Payment payment, int attempt) {
        return payment.with(due(attempt));
    }

    static PendingCall due() {
        return due(1);
    }

    static PendingCall due(int attempt) {
        return new PendingCall(attempt, Duration.ZERO, null, PaymentReplyAddress.NOBODY);
    }
}
