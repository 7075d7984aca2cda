package checkout.payment.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If this fails, a card number is stored, or a token is mistaken for one. */
class CardNumberRedactionTest {
    @ParameterizedTest
    @CsvSource({
        "tok_ok,",
        "9999999999999999, card_number_refused",
        "tok_9999-9999 9999-999, card_number_refused",
        "' ', invalid_token",
        "999999999999,",
        "99999999999999999999,"
    })
    void refusesCardNumbersAndInvalidTokens(String token, String refusal) {
        assertThat(CardNumberRedaction.refusal(token).orElse(null)).isEqualTo(refusal);
    }
}
