package checkout.order.catalogue;

import checkout.web.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What is wrong with a request about a product. */
final class ProductProblems {
    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");
    private static final String ANY_VERSION = "*";

    private ProductProblems() {}

    static String checkSku(String sku) {
        if (!SKU.matcher(sku).matches()) {
            throw invalid("A sku is 1 to 64 letters, digits, dots, dashes or underscores.");
        }
        return sku;
    }

    /** The version that the header states; null if any will do. */
    static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new ProblemException(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "if-match-missing",
                    "The If-Match header is missing",
                    "Read the product and send its ETag in If-Match, so that nobody's change is lost.");
        }
        if (ANY_VERSION.equals(ifMatch)) {
            return null;
        }
        Matcher tag = ETAG.matcher(ifMatch);
        if (!tag.matches()) {
            throw invalid("If-Match must be the ETag from reading or changing this product, such as \"3\".");
        }
        return Long.valueOf(tag.group(1));
    }

    static ProblemException unknown(String sku) {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "unknown-product",
                "The product does not exist",
                "There is no product %s; POST /v1/admin/products/%s creates it.".formatted(sku, sku));
    }

    static ProblemException exists(String sku) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "product-exists",
                "The product exists already",
                "Read %s, and change it with PUT and its ETag in If-Match.".formatted(sku));
    }

    static ProblemException changedMeanwhile(ManagedProduct product) {
        return new ProblemException(
                        HttpStatus.PRECONDITION_FAILED,
                        "product-changed",
                        "The product has changed",
                        "Read the product again and send its new ETag in If-Match.")
                .with("version", product.version());
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", detail);
    }
}
