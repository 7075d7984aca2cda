package checkout.web.documentation;

import checkout.web.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** {@code /errors/{type}}: the page about a type of problem, to which the {@code help} of the problem leads. */
@RestController
class ProblemPages {
    static final String PATH = "/errors";
    private static final Pattern TYPE = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern LINK = Pattern.compile("\\[([a-z0-9-]+)]\\(\\1\\.md\\)");
    private static final MediaType MARKDOWN = MediaType.parseMediaType("text/markdown;charset=UTF-8");
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final String INDEX = "README";

    /** For programs, and for people at a terminal. */
    @GetMapping(PATH)
    ResponseEntity<String> list() throws IOException {
        return answer(MARKDOWN, read(INDEX));
    }

    @GetMapping(PATH + "/{type}")
    ResponseEntity<String> show(@PathVariable String type) throws IOException {
        return answer(MARKDOWN, page(type));
    }

    @GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> listForBrowsers() throws IOException {
        return answer(HTML, html(read(INDEX)));
    }

    @GetMapping(path = PATH + "/{type}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> showToBrowsers(@PathVariable String type) throws IOException {
        return answer(HTML, html(page(type)));
    }

    private static ResponseEntity<String> answer(MediaType type, String page) {
        return ResponseEntity.ok()
                .contentType(type)
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .body(page);
    }

    private static String page(String type) throws IOException {
        if (!TYPE.matcher(type).matches() || !resource(type).exists()) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "not-found",
                    "No such page",
                    "There is no type of problem with this name; GET /errors lists all.");
        }
        return read(type);
    }

    private static String read(String name) throws IOException {
        try (InputStream page = resource(name).getInputStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Resource resource(String name) {
        return new ClassPathResource("errors/%s.md".formatted(name));
    }

    /** The page as it is written, with links to other pages. */
    private static String html(String markdown) {
        String title = markdown.substring(2, markdown.indexOf('\n'));
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>%s</title><pre>%s</pre></html>"
                .formatted(
                        HtmlUtils.htmlEscape(title),
                        LINK.matcher(HtmlUtils.htmlEscape(markdown))
                                .replaceAll("<a href=\"%s/$1\">$1</a>".formatted(PATH)));
    }
}
