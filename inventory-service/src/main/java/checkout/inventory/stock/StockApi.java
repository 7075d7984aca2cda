package checkout.inventory.stock;

import checkout.web.ProblemException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads the stock, and counts it anew: {@code GET /v1/stock?sku=..}, {@code PUT /v1/stock/{sku}}. */
@RestController
@RequestMapping("/v1/stock")
class StockApi {
    private static final int MOST = 1_000;
    private static final long ANY_VERSION = -1;
    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final StockItems stockItems;

    StockApi(StockItems stockItems) {
        this.stockItems = stockItems;
    }

    record StockView(String sku, int onHand, int reserved, int available) {
        static StockView of(StockItem item) {
            return new StockView(item.sku(), item.onHand(), item.reserved(), item.available());
        }
    }

    record StockList(List<StockView> items) {}

    record Count(@Nullable Integer onHand) {}

    @GetMapping
    ResponseEntity<StockList> list(@RequestParam(required = false) @Nullable List<String> sku) {
        if (sku != null && sku.size() > MOST) {
            throw invalid("Ask for at most %,d skus at once.".formatted(MOST));
        }
        List<StockItem> items = sku == null ? stockItems.firstOf(MOST) : stockItems.findBySkuInOrderBySku(sku);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (items.size() == 1) {
            answer.eTag(eTag(items.get(0)));
        }
        return answer.body(new StockList(items.stream().map(StockView::of).toList()));
    }

    @PutMapping("/{sku}")
    ResponseEntity<StockView> count(
            @PathVariable String sku,
            @RequestBody Count count,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        if (!SKU.matcher(sku).matches()) {
            throw invalid("A sku is 1 to 64 letters, digits, dots, dashes or underscores.");
        }
        Integer onHand = count.onHand();
        if (onHand == null || onHand < 0) {
            throw invalid("'onHand' has to be a whole number of 0 or more.");
        }
        long seen = version(ifMatch);
        if (seen == ANY_VERSION && stockItems.add(sku, onHand)) {
            return answer(HttpStatus.CREATED, stockItems.findById(sku).orElseThrow());
        }
        return stockItems
                .recount(sku, onHand, seen)
                .map(item -> answer(HttpStatus.OK, item))
                .orElseThrow(() -> notCounted(sku, onHand, seen));
    }

    /** Why nothing was changed, told from how the item stands now. */
    private ProblemException notCounted(String sku, int onHand, long seen) {
        StockItem now = stockItems.findById(sku).orElse(null);
        if (now == null) {
            return new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "unknown-sku",
                    "There is no such item",
                    "Leave out If-Match to put %s on the shelf.".formatted(sku));
        }
        if (seen != ANY_VERSION && now.version() != seen) {
            return new ProblemException(
                    HttpStatus.PRECONDITION_FAILED,
                    "stock-changed",
                    "The stock changed meanwhile",
                    "Read it again and send its new ETag in If-Match.");
        }
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "stock-reserved",
                        "More is reserved than that",
                        "%d of %s are reserved; count at least that many.".formatted(now.reserved(), sku))
                .with("reserved", now.reserved())
                .with("wanted", onHand);
    }

    private static ResponseEntity<StockView> answer(HttpStatus status, StockItem item) {
        return ResponseEntity.status(status).eTag(eTag(item)).body(StockView.of(item));
    }

    private static String eTag(StockItem item) {
        return "\"" + item.version() + "\"";
    }

    private static long version(@Nullable String ifMatch) {
        if (ifMatch == null || "*".equals(ifMatch)) {
            return ANY_VERSION;
        }
        try {
            return Long.parseLong(ifMatch.replace("\"", "").replace("W/", ""));
        } catch (NumberFormatException noVersion) {
            throw invalid("If-Match has to be the ETag that reading or counting this item gave.");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, "invalid-request", "The request is not what is expected", detail);
    }
}
