package checkout.payment.card;

import java.time.Duration;

/** What came of a call: yes, no, or nobody knows. */
sealed interface Answer {
    record Done(String reference) implements Answer {}

    record Declined(String reason) implements Answer {}

    /**
     * It may have happened or not, so it has to be asked again.
     *
     * @param notBefore how long the network wants to be left alone
     */
    record Unknown(String error, Duration notBefore) implements Answer {
        static Unknown because(String error) {
            return new Unknown(error, Duration.ZERO);
        }
    }
}
