package checkout.inventory.stock;

import checkout.inventory.movement.BookedMovement;
import checkout.inventory.stock.StockOperations.Done;
import checkout.inventory.stock.StockOperations.DoneBefore;
import checkout.inventory.stock.StockOperations.ItemChanged;
import checkout.inventory.stock.StockOperations.KeyReused;
import checkout.inventory.stock.StockOperations.TooFew;
import checkout.inventory.stock.StockOperations.TooMany;
import checkout.inventory.stock.StockOperations.UnknownItem;
import checkout.web.PageCursor;
import java.security.Principal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the stock ({@code GET /v1/stock?sku=..}, or without skus in pages), sets a counted quantity and creates items ({@code PUT /v1/stock/{sku}}),
 * and receives, adjusts or counts ({@code POST /v1/stock/{sku}/movements}).
 */
@RestController
@RequestMapping("/v1/stock")
class StockApi {
    private static final int MAX_ITEMS = 1_000;

    private final StockItems stockItems;
    private final StockOperations operations;

    StockApi(StockItems stockItems, StockOperations operations) {
        this.stockItems = stockItems;
        this.operations = operations;
    }

    record StockView(String sku, int onHand, int reserved, int available) {
        static StockView of(StockItem item) {
            return new StockView(item.sku(), item.onHand(), item.reserved(), item.available());
        }
    }

    record StockList(List<StockView> items, @Nullable String nextCursor) {
        static StockList of(List<StockItem> items, @Nullable String nextCursor) {
            return new StockList(items.stream().map(StockView::of).toList(), nextCursor);
        }
    }

    record Count(@Nullable Integer onHand) {}

    record MovementBody(
            @Nullable String kind,
            @Nullable Integer quantity,
            @Nullable String reason) {}

    @GetMapping
    ResponseEntity<StockList> list(
            @RequestParam(required = false) @Nullable List<String> sku,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (sku == null) {
            return page(limit == null ? MAX_ITEMS : limit, cursor);
        }
        if (limit != null || cursor != null) {
            throw StockProblems.invalid("Give either skus, or 'limit' and 'cursor' to list all.");
        }
        if (sku.size() > MAX_ITEMS) {
            throw StockProblems.invalid("Ask for at most %,d skus at once.".formatted(MAX_ITEMS));
        }
        sku.forEach(StockProblems::checkSku);
        List<StockItem> items = stockItems.findBySkuInOrderBySku(sku);
        ResponseEntity.BodyBuilder ok = ResponseEntity.ok();
        if (items.size() == 1) {
            ok.eTag(eTag(items.getFirst()));
        }
        return ok.body(StockList.of(items, null));
    }

    /** Without an ETag: that is the version of an item, and the items of a page change. */
    private ResponseEntity<StockList> page(int limit, @Nullable String cursor) {
        if (limit < 1 || limit > MAX_ITEMS) {
            throw StockProblems.invalid("'limit' must be from 1 to %,d.".formatted(MAX_ITEMS));
        }
        List<StockItem> items = stockItems.findAfter(
                cursor == null ? "" : StockProblems.checkCursor(PageCursor.readText(cursor)), limit);
        return ResponseEntity.ok(StockList.of(
                items,
                items.size() < limit
                        ? null
                        : PageCursor.afterText(items.getLast().sku())));
    }

    @PutMapping("/{sku}")
    ResponseEntity<StockView> count(
            @PathVariable String sku,
            @RequestBody Count count,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Principal user) {
        StockProblems.checkSku(sku);
        Integer onHand = count.onHand();
        if (onHand == null || onHand < 0) {
            throw StockProblems.invalid("'onHand' must be a whole number of 0 or more.");
        }
        Long version = StockProblems.version(ifMatch);
        var operation = new StockOperation(
                sku, StockOperation.Kind.COUNT, onHand, version, ifMatch == null, user.getName(), null, null);
        return switch (operations.perform(operation)) {
            case Done(StockItem item, BookedMovement movement, boolean created) ->
                ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK)
                        .eTag(eTag(item))
                        .body(StockView.of(item));
            case UnknownItem unknown ->
                throw StockProblems.unknownItem("Leave out If-Match to create %s.".formatted(sku));
            case ItemChanged changed -> throw StockProblems.changed(changed);
            case TooFew tooFew -> throw StockProblems.tooFew(tooFew);
            case TooMany tooMany -> throw StockProblems.tooMany(tooMany);
            case DoneBefore before -> throw new IllegalStateException("A request without a key was found by its key");
            case KeyReused reused -> throw StockProblems.keyReused();
        };
    }

    @PostMapping("/{sku}/movements")
    ResponseEntity<BookedMovement> move(
            @PathVariable String sku,
            @RequestBody MovementBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Principal user) {
        StockOperation.Kind kind = kind(body.kind());
        var operation = new StockOperation(
                StockProblems.checkSku(sku),
                kind,
                quantity(kind, body.quantity()),
                StockProblems.version(ifMatch),
                false,
                user.getName(),
                StockProblems.checkKey(key),
                StockProblems.checkReason(body.reason()));
        return switch (operations.perform(operation)) {
            case Done(StockItem item, BookedMovement movement, boolean created) ->
                ResponseEntity.status(HttpStatus.CREATED).eTag(eTag(item)).body(movement);
            case DoneBefore(BookedMovement movement) ->
                ResponseEntity.status(HttpStatus.CREATED)
                        .header("Idempotent-Replayed", "true")
                        .body(movement);
            case KeyReused reused -> throw StockProblems.keyReused();
            case UnknownItem unknown ->
                throw StockProblems.unknownItem(
                        "Create it with PUT /v1/stock/%s {\"onHand\":0}, or correct the sku.".formatted(sku));
            case ItemChanged changed -> throw StockProblems.changed(changed);
            case TooFew tooFew -> throw StockProblems.tooFew(tooFew);
            case TooMany tooMany -> throw StockProblems.tooMany(tooMany);
        };
    }

    private static StockOperation.Kind kind(@Nullable String name) {
        return Stream.of(StockOperation.Kind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> StockProblems.invalid(
                        "'kind' must be RECEIVE (goods have arrived), COUNT (the shelf was counted) or ADJUST (items were"
                                + " lost, found or damaged)."));
    }

    private static int quantity(StockOperation.Kind kind, @Nullable Integer quantity) {
        return switch (kind) {
            case RECEIVE -> {
                if (quantity == null || quantity < 1) {
                    throw StockProblems.invalid(
                            "'quantity' must be how many items arrived, a whole number of 1 or more.");
                }
                yield quantity;
            }
            case COUNT -> {
                if (quantity == null || quantity < 0) {
                    throw StockProblems.invalid(
                            "'quantity' must be how many items were counted, a whole number of 0 or more.");
                }
                yield quantity;
            }
            case ADJUST -> {
                if (quantity == null || quantity == 0) {
                    throw StockProblems.invalid(
                            "'quantity' must be by how many items the stock changes, a whole number below or above 0.");
                }
                yield quantity;
            }
        };
    }

    private static String eTag(StockItem item) {
        return "\"" + item.version() + "\"";
    }
}
