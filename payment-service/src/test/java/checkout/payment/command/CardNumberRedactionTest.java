package checkout.payment.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

/** If this fails, a card number is stored, or a token is mistaken for one. */
class CardNumberRedactionTest {
    @Example
    void refusesCardNumbersAndInvalidTokens() {
        assertThat(refusal("tok_ok")).isNull();
        assertThat(refusal("4111111111111111")).isEqualTo("card_number_refused");
        assertThat(refusal("tok_4111-1111 1111-1111_x")).isEqualTo("card_number_refused");
        assertThat(refusal("378282246310005")).isEqualTo("card_number_refused");
        assertThat(refusal("4111111111111112")).as("has no valid check digit").isNull();
        assertThat(refusal("9".repeat(20))).isNull();
        assertThat(refusal(" ")).isEqualTo("invalid_token");
        assertThat(refusal("x".repeat(256))).isEqualTo("invalid_token");
    }

    @Property
    void refusesEveryCardNumberHoweverItIsWritten(
            @ForAll("cardNumbers") String number,
            @ForAll @IntRange(min = 1, max = 6) int groups,
            @ForAll boolean dashes,
            @ForAll @StringLength(max = 20) @CharRange(from = 'a', to = 'z') String before) {
        String separator = dashes ? "-" : " ";
        String written = number.replaceAll("(.{" + groups + "})(?=.)", "$1" + separator);

        assertThat(refusal(before + number)).isEqualTo("card_number_refused");
        assertThat(refusal(before + written + before)).as(written).isEqualTo("card_number_refused");
        assertThat(refusal("12-" + written + " 99")).as(written).isEqualTo("card_number_refused");
    }

    @Property
    void acceptsANumberWhoseCheckDigitIsWrong(
            @ForAll("cardNumbers") String number, @ForAll @IntRange(min = 1, max = 9) int by) {
        int last = number.charAt(number.length() - 1) - '0';
        String other = number.substring(0, number.length() - 1) + (last + by) % 10;

        assertThat(refusal(other)).isNull();
    }

    @Property(tries = 20_000)
    void acceptsEveryTokenWithAUuid(@ForAll("uuids") UUID uuid) {
        assertThat(refusal("tok_" + uuid)).isNull();
        assertThat(refusal(uuid.toString().toUpperCase(Locale.ROOT))).isNull();
    }

    @Provide
    Arbitrary<UUID> uuids() {
        return Arbitraries.randomValue(random -> new UUID(random.nextLong(), random.nextLong()));
    }

    @Provide
    Arbitrary<String> cardNumbers() {
        return Combinators.combine(
                        Arbitraries.strings().withCharRange('1', '9').ofLength(1),
                        Arbitraries.strings()
                                .withCharRange('0', '9')
                                .ofMinLength(11)
                                .ofMaxLength(17))
                .as((first, rest) -> withCheckDigit(first + rest));
    }

    private static String withCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit * 2 / 10 + digit * 2 % 10 : digit;
        }
        return digits + (10 - sum % 10) % 10;
    }

    private static @Nullable String refusal(String token) {
        return CardNumberRedaction.refusal(token).orElse(null);
    }
}
