package checkout.payment.card;

import java.time.Duration;

/** The result of a call to the card provider: yes, no or unknown. */
sealed interface CardAnswer {
    record Done(String reference) implements CardAnswer {}

    record Declined(String reason) implements CardAnswer {}

    /**
     * The call may have taken effect or not, so it has to be repeated.
     *
     * @param notBefore the shortest wait that the provider asks for
     */
    record Unknown(String error, Duration notBefore) implements CardAnswer {
        static Unknown because(String error) {
            return new Unknown(error, Duration.ZERO);
        }
    }
}
