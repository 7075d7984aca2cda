package checkout.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

/** If this fails, an amount changes between two services, or is taken for another one. */
class MoneyProperties {
    private final JsonMapper json = JsonMapper.builder().build();

    @Provide
    Arbitrary<String> currencies() {
        List<String> codes = Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                .map(Currency::getCurrencyCode)
                .sorted()
                .toList();
        return Arbitraries.of(codes);
    }

    @Property
    void readsWhatItWrote(@ForAll long minorUnits, @ForAll("currencies") String currency) {
        Money money = new Money(minorUnits, currency);
        assertThat(json.readValue(json.writeValueAsString(money), Money.class)).isEqualTo(money);
    }

    @Property
    void writesTheDigitsOfTheCurrency(@ForAll long minorUnits, @ForAll("currencies") String currency) {
        BigDecimal written = new BigDecimal(new Money(minorUnits, currency).amount());
        assertThat(written.scale()).isEqualTo(Currency.getInstance(currency).getDefaultFractionDigits());
        assertThat(written.unscaledValue().longValueExact()).isEqualTo(minorUnits);
    }

    @Property
    void refusesMoreDigitsThanTheCurrencyHas(
            @ForAll @LongRange(min = 1) long unscaled,
            @ForAll @IntRange(min = 1, max = 5) int more,
            @ForAll("currencies") String currency) {
        int scale = Currency.getInstance(currency).getDefaultFractionDigits() + more;
        assertThatThrownBy(() -> Money.of(BigDecimal.valueOf(unscaled, scale), currency))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(currency);
    }

    /** Red here: a record of a few bytes ends the process that reads it, and the one that takes over. */
    @Property
    void refusesExponentsThatStandForGigabytes(
            @ForAll("currencies") String currency, @ForAll @IntRange(min = 31) int exponent) {
        assertThatThrownBy(() -> Money.of(new BigDecimal("1E" + exponent), currency))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("digits");
        assertThatThrownBy(() -> Money.of(new BigDecimal("1E-" + exponent), currency))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("digits");
    }

    @Property
    void addsLikeItsMinorUnits(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long one,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long other,
            @ForAll @IntRange(min = 1, max = 1_000_000) int quantity,
            @ForAll("currencies") String currency) {
        Money total = new Money(one, currency).times(quantity).plus(new Money(other, currency));
        assertThat(total).isEqualTo(new Money(one * quantity + other, currency));
        assertThat(total.minus(new Money(other, currency))).isEqualTo(new Money(one * quantity, currency));
    }

    @Property
    void neverAddsAnotherCurrency(@ForAll("currencies") String one, @ForAll("currencies") String other) {
        if (!one.equals(other)) {
            assertThatThrownBy(() -> new Money(999, one).plus(new Money(500, other)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(other);
        }
    }

    @Example
    void writesYenAndDinars() {
        assertThat(new Money(500, "JPY").amount()).isEqualTo("500");
        assertThat(new Money(500, "BHD").amount()).isEqualTo("0.500");
        assertThat(new Money(500, "EUR").amount()).isEqualTo("5.00");
    }

    /** Written by a version that gave every currency two digits. */
    @Example
    void refusesTwoDigitsForACurrencyThatDoesNotHaveTwo() {
        for (String currency : List.of("JPY", "BHD")) {
            String old = "{\"amount\":\"5.00\",\"currency\":\"%s\"}".formatted(currency);
            assertThatThrownBy(() -> json.readValue(old, Money.class))
                    .isInstanceOf(DatabindException.class)
                    .hasMessageContaining("5.00 " + currency);
        }
    }

    @Example
    void knowsNoDigitsOfWhatHasNoMinorUnit() {
        assertThat(Money.fractionDigits("XAU")).isEmpty();
        assertThat(Money.fractionDigits("ABC")).isEmpty();
        assertThat(Money.fractionDigits("EUR")).hasValue(2);
    }

    /** An order of an earlier version must not make the list of all orders unreadable. */
    @Example
    void keepsTwoDigitsForACurrencyThatIsNotKnown() {
        Money old = new Money(500, "ABC");
        assertThat(old.amount()).isEqualTo("5.00");
        assertThat(json.readValue(json.writeValueAsString(old), Money.class)).isEqualTo(old);
        assertThatThrownBy(() -> Money.of(new BigDecimal("5"), "ABC")).isInstanceOf(IllegalArgumentException.class);
    }
}
