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

/** Shows the stock ({@code GET /v1/stock?sku=..}) and sets on-hand quantities ({@code PUT /v1/stock/{sku}}). */
@RestController
@RequestMapping("/v1/stock")
class StockApi {
    private static final int MAX_ITEMS = 1_000;
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
        if (sku != null && sku.size() > MAX_ITEMS) {
            throw invalid("Ask for at most %,d skus at once.".formatted(MAX_ITEMS));
        }
        List<StockItem> items = sku == null ? stockItems.findFirst(MAX_ITEMS) : stockItems.findBySkuInOrderBySku(sku);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (items.size() == 1) {
            answer.eTag(eTag(items.getFirst()));
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
            throw invalid("'onHand' must be a whole number of 0 or more.");
        }
        long expectedVersion = version(ifMatch);
        if (expectedVersion == ANY_VERSION && stockItems.insert(sku, onHand)) {
            return answer(HttpStatus.CREATED, stockItems.findById(sku).orElseThrow());
        }
        return stockItems
                .updateOnHand(sku, onHand, expectedVersion)
                .map(item -> answer(HttpStatus.OK, item))
                .orElseThrow(() -> notUpdated(sku, onHand, expectedVersion));
    }

    /** The reason why nothing was changed, derived from the item as it is now. */
    private ProblemException notUpdated(String sku, int onHand, long expectedVersion) {
        StockItem current = stockItems.findById(sku).orElse(null);
        if (current == null) {
            return new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "unknown-sku",
                    "The item does not exist",
                    "Leave out If-Match to create %s.".formatted(sku));
        }
        if (expectedVersion != ANY_VERSION && current.version() != expectedVersion) {
            return new ProblemException(
                    HttpStatus.PRECONDITION_FAILED,
                    "stock-changed",
                    "The stock has changed",
                    "Read the item again and send its new ETag in If-Match.");
        }
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "stock-reserved",
                        "More than that is reserved",
                        "%d of %s are reserved; set 'onHand' to at least that.".formatted(current.reserved(), sku))
                .with("reserved", current.reserved())
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
        } catch (NumberFormatException notAVersion) {
            throw invalid("If-Match must be the ETag from reading or updating this item.");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", detail);
    }
}
