package checkout.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/** An amount in minor units (cents), written as {@code {"amount":"19.98","currency":"EUR"}}. */
public record Money(@JsonIgnore long minorUnits, String currency) {
    private static final int FRACTION_DIGITS = 2;

    @JsonCreator
    static Money read(@JsonProperty("amount") BigDecimal amount, @JsonProperty("currency") String currency) {
        return new Money(amount.movePointRight(FRACTION_DIGITS).longValueExact(), currency);
    }

    @JsonProperty("amount")
    public String amount() {
        return BigDecimal.valueOf(minorUnits, FRACTION_DIGITS).toPlainString();
    }
}
