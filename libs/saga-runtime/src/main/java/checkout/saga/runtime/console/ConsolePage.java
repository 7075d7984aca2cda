package checkout.saga.runtime.console;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the operator's console. All of its pages are one document, whose script reads from the address which page to show, so
 * that a page can be reloaded and linked to.
 */
@RestController
class ConsolePage {
    private static final Resource PAGE = new ClassPathResource("console/index.html");

    @GetMapping({
        "/",
        "/console",
        "/console/sagas",
        "/console/sagas/{id}",
        "/console/reasons",
        "/console/dead-letters",
        "/console/dead-letters/{id}",
        "/console/relays",
        "/console/acts",
        "/console/acts/{id}",
        "/console/audit"
    })
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noStore())
                .header(
                        "Content-Security-Policy",
                        "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
                .body(PAGE);
    }
}
