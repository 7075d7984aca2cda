package checkout.order.catalogue;

import checkout.contracts.Money;
import checkout.order.catalogue.ProductChanges.ChangedMeanwhile;
import checkout.order.catalogue.ProductChanges.Done;
import checkout.order.catalogue.ProductChanges.Exists;
import checkout.order.catalogue.ProductChanges.Unknown;
import checkout.web.NextPage;
import checkout.web.PageCursor;
import checkout.web.PageLimit;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
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

/** {@code /v1/admin/products}: lists, creates, prices and withdraws products. */
@RestController
@RequestMapping("/v1/admin/products")
class ManagedProductsApi {
    private static final Logger log = LoggerFactory.getLogger(ManagedProductsApi.class);
    private static final int MAX_LIMIT = 500;
    private static final String BEFORE_ALL = "";

    private final Products products;
    private final ProductChanges changes;

    ManagedProductsApi(Products products, ProductChanges changes) {
        this.products = products;
        this.changes = changes;
    }

    record ManagedProductView(
            String sku,
            String name,
            String description,
            Money price,
            boolean withdrawn,
            long version,
            Instant changedAt,
            @Nullable String changedBy) {
        static ManagedProductView of(ManagedProduct product) {
            return new ManagedProductView(
                    product.sku(),
                    product.name(),
                    product.description(),
                    product.product().price(),
                    product.withdrawn(),
                    product.version(),
                    product.changedAt(),
                    product.changedBy());
        }
    }

    record ManagedProductList(
            List<ManagedProductView> products, @Nullable String nextCursor) {}

    @GetMapping
    ResponseEntity<ManagedProductList> list(
            @RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
        PageLimit.check(limit, MAX_LIMIT);
        String after = cursor == null ? BEFORE_ALL : ProductProblems.checkSku(PageCursor.readText(cursor));
        List<ManagedProduct> found = products.page(after, limit + 1);
        List<ManagedProduct> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? PageCursor.afterText(page.getLast().sku()) : null;
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        NextPage.link(next).ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer.body(
                new ManagedProductList(page.stream().map(ManagedProductView::of).toList(), next));
    }

    @GetMapping("/{sku}")
    ResponseEntity<ManagedProductView> read(@PathVariable String sku) {
        ManagedProduct product =
                products.findById(ProductProblems.checkSku(sku)).orElseThrow(() -> ProductProblems.unknown(sku));
        return withTag(ResponseEntity.ok(), product);
    }

    @PostMapping("/{sku}")
    ResponseEntity<ManagedProductView> create(
            @PathVariable String sku, @RequestBody ProductRequest request, Principal user) {
        ProductProblems.checkSku(sku);
        return answer(
                ResponseEntity.created(URI.create("/v1/admin/products/" + sku)),
                sku,
                changes.create(sku, request.validated(), user.getName()));
    }

    @PutMapping("/{sku}")
    ResponseEntity<ManagedProductView> change(
            @PathVariable String sku,
            @RequestBody ProductRequest request,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Principal user) {
        ProductProblems.checkSku(sku);
        Long version = ProductProblems.version(ifMatch);
        return answer(ResponseEntity.ok(), sku, changes.change(sku, request.validated(), user.getName(), version));
    }

    private static ResponseEntity<ManagedProductView> answer(
            ResponseEntity.BodyBuilder success, String sku, ProductChanges.Result result) {
        return switch (result) {
            case Done(ManagedProduct product) -> {
                log.info(
                        "{} has changed product {} to version {}: {}{}",
                        product.changedBy(),
                        sku,
                        product.version(),
                        product.product().price(),
                        product.withdrawn() ? ", withdrawn" : "");
                yield withTag(success, product);
            }
            case Exists exists -> throw ProductProblems.exists(sku);
            case Unknown unknown -> throw ProductProblems.unknown(sku);
            case ChangedMeanwhile(ManagedProduct product) -> throw ProductProblems.changedMeanwhile(product);
        };
    }

    private static ResponseEntity<ManagedProductView> withTag(
            ResponseEntity.BodyBuilder answer, ManagedProduct product) {
        return answer.eTag("\"" + product.version() + "\"").body(ManagedProductView.of(product));
    }
}
