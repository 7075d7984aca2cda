package checkout.order.storefront;

import checkout.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the demo shop's page at {@code /}, together with the session it needs. */
@RestController
class ShopPage {
    private static final Resource PAGE = new ClassPathResource("shop/index.html");

    private final ShopSession session;

    ShopPage(ShopSession session) {
        this.session = session;
    }

    @GetMapping("/")
    ResponseEntity<Resource> page(HttpServletRequest request) {
        if (!session.isOpen()) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "shop-closed",
                    "The demo shop is closed",
                    "Use the API under /v1, or set checkout.shop.storefront to open the shop.");
        }
        String host = request.getServerName();
        if (!session.isFor(host)) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "shop-closed",
                    "The demo shop is closed",
                    "The shop is open under the names %s; add '%s' to checkout.shop.hosts to open it under this one."
                            .formatted(session.hosts(), host));
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'");
        session.open(host).ifPresent(cookie -> answer.header(HttpHeaders.SET_COOKIE, cookie.toString()));
        return answer.body(PAGE);
    }
}
