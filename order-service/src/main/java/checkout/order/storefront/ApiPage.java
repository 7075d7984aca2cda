package checkout.order.storefront;

import checkout.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves at {@code /docs} a page that shows the description of the API and sends requests. If the demo shop is open, the page
 * gets the shop's session, so that it can send requests without a key.
 */
@RestController
@ConditionalOnBooleanProperty("checkout.docs.interactive")
class ApiPage {
    private static final String SWAGGER_UI = "classpath*:META-INF/resources/webjars/swagger-ui/*/";
    private static final String PAGE = "index.html";

    /** Swagger UI sets styles of elements and has pictures in its style sheet; it needs no script of another origin. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " frame-ancestors 'none'; base-uri 'none'";

    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final Map<String, MediaType> FILES = Map.of(
            "page.js", SCRIPT,
            "swagger-ui-bundle.js", SCRIPT,
            "swagger-ui.css", MediaType.parseMediaType("text/css;charset=UTF-8"));

    private final ShopSession session;

    ApiPage(ShopSession session) {
        this.session = session;
    }

    @GetMapping("/docs")
    ResponseEntity<Resource> page(HttpServletRequest request) {
        ResponseEntity.BodyBuilder answer = answer(MediaType.TEXT_HTML, CacheControl.noStore());
        session.open(request.getServerName())
                .ifPresent(cookie -> answer.header(HttpHeaders.SET_COOKIE, cookie.toString()));
        return answer.body(new ClassPathResource("docs/" + PAGE));
    }

    @GetMapping("/docs/{file}")
    ResponseEntity<Resource> file(@PathVariable String file) throws IOException {
        MediaType type = FILES.get(file);
        if (type == null) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND, "not-found", "No such file", "Open /docs, which loads the files it needs.");
        }
        return answer(type, CacheControl.noCache()).body(find(file));
    }

    private static ResponseEntity.BodyBuilder answer(MediaType type, CacheControl caching) {
        return ResponseEntity.ok().contentType(type).cacheControl(caching).header("Content-Security-Policy", POLICY);
    }

    private static Resource find(String file) throws IOException {
        Resource own = new ClassPathResource("docs/" + file);
        if (own.exists()) {
            return own;
        }
        return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(SWAGGER_UI + file))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Indicates a bug: Swagger UI has no " + file));
    }
}
