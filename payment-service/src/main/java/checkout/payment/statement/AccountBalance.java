package checkout.payment.statement;

import checkout.contracts.Money;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An amount of an account. It may be more than a payment can be, because it sums up all payments.
 *
 * @param amount with the fraction digits of the currency
 */
record AccountBalance(String amount, String currency) {
    private static final int CENTS = 2;

    static AccountBalance of(BigInteger minorUnits, String currency) {
        int digits = Money.fractionDigits(currency).orElse(CENTS);
        return new AccountBalance(new BigDecimal(minorUnits, digits).toPlainString(), currency);
    }
}
