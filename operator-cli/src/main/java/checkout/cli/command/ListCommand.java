package checkout.cli.command;

import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists rows of the API: a page as a table, or the ids of all of them for another command to read. */
public abstract class ListCommand extends ReadCommand {
    private static final int LARGEST_PAGE = 200;
    private static final String NEXT_CURSOR = "nextCursor";

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the ids only, of all pages unless --limit is given; another command can read them.")
    private boolean quiet;

    private final Layout layout;

    /**
     * What a list looks like.
     *
     * @param rows the name of the array in the API's answer
     * @param id the field of a row that names it
     * @param nothing what is printed if there are no rows
     */
    public record Layout(String rows, String id, String nothing, List<String> headings) {}

    protected ListCommand(Layout layout) {
        this.layout = layout;
    }

    /** The path of the list. */
    protected abstract String path();

    /** Whether only ids are printed. */
    protected final boolean isQuiet() {
        return quiet;
    }

    /** What the command's options select. */
    protected FilterParams filter() {
        return new FilterParams();
    }

    /** The cells of a row, in the order of the headings. */
    protected abstract List<String> cells(JsonNode row);

    @Override
    protected final JsonNode fetch(OperatorApiClient api) throws InterruptedException {
        return quiet && !paging.isLimited() ? all(api) : page(api);
    }

    /** A page of a filtered list may have no rows although there are some behind it. */
    private JsonNode page(OperatorApiClient api) throws InterruptedException {
        JsonNode page = api.get(paging.addTo(filter()).asQueryOf(path()));
        while (page.path(layout.rows()).isEmpty() && page.path(NEXT_CURSOR).isString()) {
            page = api.get(paging.addTo(filter())
                    .with("cursor", page.path(NEXT_CURSOR).asString())
                    .asQueryOf(path()));
        }
        return page;
    }

    private JsonNode all(OperatorApiClient api) throws InterruptedException {
        ArrayNode rows = OperatorApiClient.JSON.createArrayNode();
        ObjectNode answer = OperatorApiClient.JSON.createObjectNode();
        String cursor = null;
        do {
            JsonNode page = api.get(
                    filter().with("limit", LARGEST_PAGE).with("cursor", cursor).asQueryOf(path()));
            page.path(layout.rows()).forEach(rows::add);
            cursor = page.path(NEXT_CURSOR).isString() ? page.path(NEXT_CURSOR).asString() : null;
            page.properties().forEach(field -> keep(answer, field.getKey(), field.getValue()));
        } while (cursor != null);
        answer.set(layout.rows(), rows);
        return answer;
    }

    /** What one of the pages has said is not forgotten because the next one does not say it. */
    private static void keep(ObjectNode answer, String field, JsonNode value) {
        if (!(value.isArray() && value.isEmpty() && answer.has(field))) {
            answer.set(field, value);
        }
    }

    @Override
    protected final void print(JsonNode answer, PrintWriter out) {
        JsonNode rows = answer.path(layout.rows());
        if (quiet) {
            rows.forEach(row -> out.println(TextTable.text(row, layout.id())));
            remarks(answer).forEach(errors()::println);
            return;
        }
        remarks(answer).forEach(out::println);
        if (rows.isEmpty()) {
            out.println(layout.nothing());
            return;
        }
        TextTable table = new TextTable(layout.headings().toArray(String[]::new));
        rows.forEach(row -> table.row(cells(row).toArray(String[]::new)));
        table.print(out);
        printNextPageHint(answer, out);
    }

    /** What has to be known about the whole list. */
    protected List<String> remarks(JsonNode answer) {
        return List.of();
    }
}
