package checkout.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.OptionalInt;

/**
 * An amount in the minor units of its currency, written with as many fraction digits as ISO 4217 gives the currency:
 * {@code {"amount":"19.98","currency":"EUR"}}, {@code {"amount":"1998","currency":"JPY"}}.
 */
public record Money(@JsonIgnore long minorUnits, String currency) {
    private static final int CENTS = 2;

    /** More digits than any amount has, before or after the point. */
    private static final int MOST_DIGITS = 30;

    /**
     * Reads an amount as it is written. More digits than the currency has are refused. Fewer digits are refused too unless
     * they are unambiguous: earlier versions wrote two digits for every currency, so 5.00 yen once meant 500 minor units.
     * A currency that is not known here has two digits, as it had then.
     */
    @JsonCreator
    public static Money of(@JsonProperty("amount") BigDecimal amount, @JsonProperty("currency") String currency) {
        if (amount.scale() > MOST_DIGITS || (long) amount.precision() - amount.scale() > MOST_DIGITS) {
            // not written out: a few characters of an exponent stand for gigabytes of digits
            throw new IllegalArgumentException("an amount has at most %d digits".formatted(MOST_DIGITS));
        }
        int digits = digits(currency);
        boolean mayHaveFewer = fractionDigits(currency).orElse(-1) == CENTS;
        if (amount.scale() > digits || (amount.scale() < digits && !mayHaveFewer)) {
            throw new IllegalArgumentException("%s %s has %d fraction digits; write it with %d"
                    .formatted(amount.toPlainString(), currency, Math.max(0, amount.scale()), digits));
        }
        return new Money(amount.movePointRight(digits).longValueExact(), currency);
    }

    /** How many fraction digits the currency has; empty if the code is unknown or has no minor unit, as gold has none. */
    public static OptionalInt fractionDigits(String currency) {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            return digits < 0 ? OptionalInt.empty() : OptionalInt.of(digits);
        } catch (IllegalArgumentException unknown) {
            return OptionalInt.empty();
        }
    }

    @JsonProperty("amount")
    public String amount() {
        return BigDecimal.valueOf(minorUnits, digits(currency)).toPlainString();
    }

    /** The price of several pieces at this price each. */
    public Money times(long quantity) {
        return new Money(Math.multiplyExact(minorUnits, quantity), currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minorUnits, other.in(currency)), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minorUnits, other.in(currency)), currency);
    }

    private long in(String expected) {
        if (!currency.equals(expected)) {
            throw new IllegalArgumentException("%s cannot be added to an amount in %s".formatted(currency, expected));
        }
        return minorUnits;
    }

    private static int digits(String currency) {
        return fractionDigits(currency).orElse(CENTS);
    }
}
