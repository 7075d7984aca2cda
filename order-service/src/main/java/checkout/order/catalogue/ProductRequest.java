package checkout.order.catalogue;

import checkout.contracts.Money;
import checkout.order.catalogue.ProductChanges.ProductDetails;
import checkout.order.request.RequestViolations;
import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a request that creates or changes a product, not yet validated. */
record ProductRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable Price price,
        @Nullable Boolean withdrawn) {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,200}");
    private static final Pattern DESCRIPTION = Pattern.compile("[[^\\p{Cc}\\p{Cs}]\\n\\t]{0,2000}");
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,4}))?");
    private static final String VALID_PRICE = "must be such as {\"amount\":\"19.98\",\"currency\":\"EUR\"}";

    /** @param amount with as many fraction digits as ISO 4217 gives the currency */
    record Price(@Nullable String amount, @Nullable String currency) {}

    /** The details, or a refusal that lists all that is wrong with them. */
    ProductDetails validated() {
        RequestViolations violations = new RequestViolations();
        if (name == null || name.isBlank() || !NAME.matcher(name).matches()) {
            violations.add("name", "must be 1 to 200 characters on one line");
        }
        String about = description == null ? "" : description;
        if (!DESCRIPTION.matcher(about).matches()) {
            violations.add("description", "must be at most 2,000 characters, without control characters");
        }
        Money money = price == null ? null : validated(price, violations);
        if (price == null) {
            violations.add("price", VALID_PRICE);
        }
        if (!violations.isEmpty() || name == null || money == null) {
            throw violations.problem("invalid-product", "The product is not valid");
        }
        return new ProductDetails(name, about, money.minorUnits(), money.currency(), Boolean.TRUE.equals(withdrawn));
    }

    private static @Nullable Money validated(Price price, RequestViolations violations) {
        String amount = price.amount();
        String currency = price.currency();
        if (currency == null || amount == null) {
            violations.add("price", VALID_PRICE);
            return null;
        }
        OptionalInt digits = Money.fractionDigits(currency);
        if (digits.isEmpty()) {
            violations.add("price.currency", "must be the ISO 4217 code of a currency with minor units, such as EUR");
            return null;
        }
        var matcher = AMOUNT.matcher(amount);
        if (!matcher.matches() || fractionDigits(matcher.group(2)) != digits.getAsInt()) {
            violations.add(
                    "price.amount",
                    "must be a decimal string with %d fraction digits for %s, at most 12 before the point"
                            .formatted(digits.getAsInt(), currency));
            return null;
        }
        Money money = Money.of(new BigDecimal(amount), currency);
        if (money.minorUnits() == 0) {
            violations.add("price.amount", "must be positive");
        }
        return money;
    }

    private static int fractionDigits(@Nullable String digits) {
        return digits == null ? 0 : digits.length();
    }
}
