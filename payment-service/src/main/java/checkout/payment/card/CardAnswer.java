package checkout.payment.card;

import java.time.Duration;

/** What came of a call: yes, no, or nobody knows. */
sealed interface CardAnswer {
    record Done(String reference) implements CardAnswer {}

    record Declined(String reason) implements CardAnswer {}

    /**
     * It may have happened or not, so it has to be asked again.
     *
     * @param notBefore how long the network wants to be left alone
     */
    record Unknown(String error, Duration notBefore) implements CardAnswer {
        static Unknown because(String error) {
            return new Unknown(error, Duration.ZERO);
        }
    }
}
