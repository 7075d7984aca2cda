package checkout.payment.card;

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
import checkout.payment.provider.CardCall.RefundReturn;
import checkout.payment.refund.Refund;

/** Decides what the provider's answer to a call means for its refund. Only a definite answer decides. */
record RefundResultRules(OpenResultRules openRules) {

    Refund outcome(Refund before, RefundReturn call, CardAnswer answer) {
        return switch (answer) {
            case Approved approved -> before.refunded();
            case Declined declined -> before.declined(declined.reason());
            case Expired expired -> before.declined(expired.reason());
            // an earlier attempt that was not answered may have paid the refund
            case Invalid invalid ->
                call.attempt() == 1
                        ? before.declined(OpenResultRules.refused(call, invalid))
                        : repeat(before, call, invalid);
            // only what the provider has captured is paid back, so it is wrong to know nothing of it
            case Gone gone -> repeat(before, call, gone);
            case NothingToCharge nothing -> repeat(before, call, nothing);
            case AlreadyCaptured captured -> repeat(before, call, captured);
            case Conflict conflict -> repeat(before, call, conflict);
            case Pending pending -> repeat(before, call, pending);
            case ChallengeRequired challenge -> repeat(before, call, challenge);
            case Misconfigured misconfigured -> repeat(before, call, misconfigured);
            case TimedOut timedOut -> repeat(before, call, timedOut);
            case Unknown unknown -> repeat(before, call, unknown);
        };
    }

    private Refund repeat(Refund refund, RefundReturn call, CardAnswer answer) {
        return refund.with(openRules.repeated(refund.owedCall(), call, answer));
    }
}
