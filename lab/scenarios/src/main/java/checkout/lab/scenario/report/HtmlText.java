package checkout.lab.scenario.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes HTML; every text that it is given is escaped. */
final class HtmlText {

    private final StringBuilder html = new StringBuilder();

    /** A page without a request to anywhere: its style is in it, and nothing in it can run. */
    static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <title>%s</title><style>
                %s</style></head><body><main>
                %s</main></body></html>
                """.formatted(escape(title), style(), body);
    }

    private static String style() {
        try (InputStream file = HtmlText.class.getResourceAsStream("report.css")) {
            if (file == null) {
                throw new IllegalStateException("report.css is not in the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    HtmlText element(String name, String text) {
        return element(name, "", text);
    }

    HtmlText element(String name, String cssClass, String text) {
        return open(name, cssClass).text(text).close(name);
    }

    HtmlText open(String name) {
        return open(name, "");
    }

    HtmlText open(String name, String cssClass) {
        html.append('<').append(name);
        if (!cssClass.isEmpty()) {
            html.append(" class=\"").append(escape(cssClass)).append('"');
        }
        html.append('>');
        return this;
    }

    HtmlText close(String name) {
        html.append("</").append(name).append(">\n");
        return this;
    }

    HtmlText text(String text) {
        html.append(escape(text));
        return this;
    }

    /** A link to a file beside the page. */
    HtmlText link(String file, String text) {
        html.append("<a href=\"")
                .append(escape(file))
                .append("\">")
                .append(escape(text))
                .append("</a>");
        return this;
    }

    /** HTML that was written by this class or by a chart. */
    HtmlText html(String written) {
        html.append(written);
        return this;
    }

    /** A table of texts. */
    HtmlText table(List<String> headings, List<List<String>> rows) {
        return table(headings, rows, (html, row) -> row.forEach(cell -> html.element("td", cell)));
    }

    /** A table that scrolls in its box when it is wider than the page. */
    <R> HtmlText table(List<String> headings, List<R> rows, BiConsumer<HtmlText, R> cells) {
        open("div", "wide").open("table").open("thead").open("tr");
        headings.forEach(heading -> element("th", heading));
        close("tr").close("thead").open("tbody");
        for (R row : rows) {
            open("tr");
            cells.accept(this, row);
            close("tr");
        }
        return close("tbody").close("table").close("div");
    }

    /** A part that is folded until it is clicked. */
    HtmlText folded(String title, String content) {
        return open("details").element("summary", title).element("pre", content).close("details");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
