package checkout.apichecks.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** If this fails, the tests of the services no longer find what their descriptions leave out. */
class DescriptionRulesTest {
    private static final String PATH = "/v1/letters/7";
    private static final String LETTER = "{\"id\":7,\"at\":\"2026-11-22T04:50:06Z\"}";
    private static final Map<String, List<String>> JSON = Map.of("Content-Type", List.of("application/json"));

    private final DescriptionRules rules = new DescriptionRules(new ApiDescription(new YAMLMapper().readTree("""
            openapi: '3.1.0'
            paths:
              /v1/letters/{id}:
                put:
                  parameters:
                  - {name: id, in: path, required: true, example: '7', schema: {type: integer}}
                  - {$ref: '#/components/parameters/Quick'}
                  requestBody:
                    content:
                      application/json:
                        schema:
                          type: object
                          required: [text]
                          properties: {text: {type: string}}
                        example: {text: 5}
                  responses:
                    '200':
                      headers: {ETag: {required: true}}
                      content:
                        application/json:
                          schema: {$ref: '#/components/schemas/Letter'}
                          example: {id: 7}
                        text/event-stream:
                          x-events: {letter: {$ref: '#/components/schemas/Letter'}}
                    '404':
                      x-problem-types: ['urn:checkout:problem:unknown-letter']
                      content: {application/problem+json: {schema: {type: object}}}
            components:
              parameters:
                Quick: {name: quick, in: query, schema: {type: boolean}}
              schemas:
                Letter:
                  type: object
                  required: [id, at]
                  properties: {id: {type: integer}, at: {type: string, format: date-time}}
            """)));

    @Test
    void acceptsWhatIsDescribed() {
        DescriptionRules.Comparison comparison = rules.compare(letter(Set.of("quick"), "{\"text\":\"a\"}", LETTER));

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.answer()).hasToString("Optional[PUT /v1/letters/{id} -> 200]");
    }

    @Test
    void findsAnOperationAndAStatusThatAreNotDescribed() {
        assertThat(differences(new RecordedExchange("DELETE", PATH, Set.of(), "", 204, Map.of(), "")))
                .containsExactly("the description has no such operation");
        assertThat(differences(new RecordedExchange("PUT", PATH, Set.of(), "", 409, JSON, "{}")))
                .containsExactly("the description has no such status");
    }

    @Test
    void findsHeadersThatAreMissingOrNotDescribed() {
        Map<String, List<String>> headers = Map.of("content-type", List.of("application/json"), "age", List.of("3"));

        assertThat(differences(new RecordedExchange("PUT", PATH, Set.of(), "", 200, headers, LETTER)))
                .containsExactlyInAnyOrder("the header ETag is missing", "the header age is not described");
    }

    @Test
    void findsPropertiesThatAreMissingWrongOrNotDescribed() {
        assertThat(differences(letter(Set.of(), "", "{\"id\":7}")))
                .singleElement()
                .asString()
                .contains("'at'");
        assertThat(differences(letter(Set.of(), "", LETTER.replace("2026", "soon"))))
                .singleElement()
                .asString()
                .contains("/at");
        assertThat(differences(letter(Set.of(), "", LETTER.replace("}", ",\"by\":1}"))))
                .singleElement()
                .asString()
                .contains("'by'");
    }

    @Test
    void findsWhatWasAcceptedWithoutADescription() {
        assertThat(differences(letter(Set.of("slow"), "", LETTER)))
                .containsExactly("the parameter slow was accepted, but is not described");
        assertThat(differences(letter(Set.of(), "{\"text\":\"a\",\"more\":1}", LETTER)))
                .singleElement()
                .asString()
                .startsWith("the request was accepted, but ")
                .contains("'more'");
    }

    @Test
    void findsContentThatIsNotDescribed() {
        assertThat(differences(new RecordedExchange("PUT", PATH, Set.of(), "", 200, answer("text/plain"), "7")))
                .containsExactly("the content type 'text/plain' is not described");
    }

    @Test
    void comparesEachCompleteEventOfAStream() {
        String stream =
                "event: letter\ndata: %s\n\nevent: parcel\ndata: {}\n\nevent: letter\ndata: {".formatted(LETTER);

        assertThat(differences(
                        new RecordedExchange("PUT", PATH, Set.of(), "", 200, answer("text/event-stream"), stream)))
                .containsExactly("the event 'parcel' is not described");
    }

    @Test
    void findsProblemsThatAreNotDescribedOrHaveNoPage() {
        assertThat(differences(problem("unknown-parcel", "/errors/unknown-letter")))
                .containsExactly(
                        "the problem \"urn:checkout:problem:unknown-parcel\" is not described",
                        "the problem's help is not /errors/unknown-parcel");
        assertThat(differences(problem("unknown-letter", "/errors/unknown-letter")))
                .containsExactly("docs/errors/unknown-letter.md does not exist");
    }

    @Test
    void findsWrongExamples() {
        assertThat(rules.wrongExamples())
                .hasSize(2)
                .anySatisfy(wrong -> assertThat(wrong)
                        .startsWith("PUT /v1/letters/{id} -> 200: ")
                        .contains("'at'"))
                .anySatisfy(wrong ->
                        assertThat(wrong).startsWith("PUT /v1/letters/{id}: ").contains("/text"));
    }

    @Test
    void readsTheNamesOfParameters() {
        assertThat(RecordedExchange.parameters(null)).isEmpty();
        assertThat(RecordedExchange.parameters("&a=1&b%20c=2=3&a=4&&d")).containsExactlyInAnyOrder("a", "b c", "d");
    }

    private List<String> differences(RecordedExchange exchange) {
        return rules.compare(exchange).differences();
    }

    private static RecordedExchange letter(Set<String> parameters, String request, String body) {
        return new RecordedExchange("PUT", PATH, parameters, request, 200, answer("application/json"), body);
    }

    private static RecordedExchange problem(String type, String help) {
        String body = "{\"type\":\"urn:checkout:problem:%s\",\"help\":\"%s\"}".formatted(type, help);
        return new RecordedExchange("PUT", PATH, Set.of(), "", 404, answer("application/problem+json"), body);
    }

    private static Map<String, List<String>> answer(String type) {
        return type.endsWith("problem+json")
                ? Map.of("Content-Type", List.of(type))
                : Map.of("Content-Type", List.of(type), "ETag", List.of("\"1\""));
    }
}
