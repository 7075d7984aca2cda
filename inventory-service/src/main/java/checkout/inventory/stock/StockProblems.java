package checkout.inventory.stock;

import checkout.inventory.stock.StockOperations.ItemChanged;
import checkout.inventory.stock.StockOperations.TooFew;
import checkout.inventory.stock.StockOperations.TooMany;
import checkout.web.PageCursor;
import checkout.web.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Validates what requests about stock have in common, and makes the problems about them. */
final class StockProblems {
    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");
    private static final Pattern REASON = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,500}");

    private StockProblems() {}

    static String checkSku(String sku) {
        if (!SKU.matcher(sku).matches()) {
            throw invalid("A sku is 1 to 64 letters, digits, dots, dashes or underscores.");
        }
        return sku;
    }

    /** The sku after which a page begins. */
    static String checkCursor(String sku) {
        if (!SKU.matcher(sku).matches()) {
            throw PageCursor.invalid();
        }
        return sku;
    }

    static String checkReason(@Nullable String reason) {
        if (reason == null || reason.isBlank() || !REASON.matcher(reason).matches()) {
            throw invalid("'reason' must say in 1 to 500 characters, on one line, why the stock changes.");
        }
        return reason;
    }

    static String checkKey(@Nullable String key) {
        if (key == null || key.isBlank() || !KEY.matcher(key).matches()) {
            boolean missing = key == null || key.isBlank();
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    missing ? "idempotency-key-missing" : "idempotency-key-invalid",
                    missing ? "The Idempotency-Key is missing" : "The Idempotency-Key is not valid",
                    "Send an Idempotency-Key header of 1 to 255 printable ASCII characters: a new one for every new"
                            + " movement, the same one when you repeat a request.");
        }
        return key;
    }

    /** Returns the version that the header states; null if any version will do. */
    static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null || "*".equals(ifMatch)) {
            return null;
        }
        try {
            return Long.valueOf(ifMatch.replace("\"", "").replace("W/", ""));
        } catch (NumberFormatException notAVersion) {
            throw invalid("If-Match must be the ETag from reading or updating this item.");
        }
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", detail);
    }

    static ProblemException unknownItem(String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, "unknown-sku", "The item does not exist", detail);
    }

    static ProblemException changed(ItemChanged changed) {
        return new ProblemException(
                        HttpStatus.PRECONDITION_FAILED,
                        "stock-changed",
                        "The stock has changed",
                        "Read the item again and send its new ETag in If-Match.")
                .with("version", changed.item().version());
    }

    static ProblemException tooFew(TooFew tooFew) {
        StockItem item = tooFew.item();
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "stock-reserved",
                        "More than that is reserved",
                        "%d of %s would be on hand, but %d are reserved; keep at least that many."
                                .formatted(tooFew.onHand(), item.sku(), item.reserved()))
                .with("reserved", item.reserved())
                .with("wanted", tooFew.onHand());
    }

    static ProblemException tooMany(TooMany tooMany) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "stock-too-large",
                "The quantity is too large",
                "%,d of %s would be on hand; at most %,d can be."
                        .formatted(tooMany.onHand(), tooMany.item().sku(), Integer.MAX_VALUE));
    }

    static ProblemException keyReused() {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency-key-reused",
                "The Idempotency-Key was used for another movement",
                "Send a new Idempotency-Key with a new movement, or the first one again to get its answer.");
    }
}
