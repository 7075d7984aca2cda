package checkout.saga.engine.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.Checkout;
import checkout.saga.engine.Party;
import checkout.saga.engine.Trip;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.Step;
import checkout.saga.engine.definition.StepGroup;
import checkout.saga.engine.definition.StepOption;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The diagrams show the whole definition, and the same definition always gives the same diagram. */
class DiagramTest {

    private static final Saga<Party> PARTY = Party.list().build();
    private static final Saga<Trip> TRIP = Trip.list().build();

    @Test
    void drawsTheCheckoutInMermaid() {
        assertThat(MermaidDiagram.of(Checkout.SAGA)).isEqualTo("""
                        stateDiagram-v2
                            state "reserve stock" as p1
                            state "authorize payment" as p2
                            state "stuck" as stuck3
                            state "confirm order (must succeed)" as p3
                            state "undo start" as u0
                            state "undo reserve stock" as u1
                            state "undo authorize payment" as u2
                            [*] --> p1
                            p1 --> p2 : done
                            p1 --> u0 : refused
                            p1 --> u1 : no reply or cancelled
                            p2 --> p3 : done
                            p2 --> u1 : refused
                            p2 --> u2 : no reply or cancelled
                            p3 --> completed : done
                            p3 --> stuck3 : refused or no reply
                            stuck3 --> p3 : retried
                            stuck3 --> [*] : resolved by hand
                            u2 --> u1 : undone or parked
                            u1 --> u0 : undone or parked
                            u0 --> compensated : all undone
                            u0 --> compensation_stuck : one parked
                            compensation_stuck --> compensated : retried and undone
                            compensation_stuck --> [*] : resolved by hand
                            completed --> [*]
                            compensated --> [*]
                        """);
    }

    @Test
    void drawsAGroupAsStepsSideBySideThatAreUndoneTogether() {
        assertThat(MermaidDiagram.of(PARTY))
                .contains("state \"room and music\" as p2 {")
                .contains("state \"rent the hall\" as p2_0")
                .contains("state \"undo rent the hall and hire the band\" as u2")
                .contains("p1 --> u0 : refused, no reply or cancelled")
                .contains("p2 --> u2 : refused, no reply or cancelled");
    }

    @Test
    void drawsThePivotAsTheStepThatIsUndoneByARefusalAndStuckWithoutAReply() throws Exception {
        assertThat(MermaidDiagram.of(TRIP)).contains("""
                        state "stuck" as stuck2
                            state "buy the flight (pivot)" as p2
                        """).contains("""
                        p2 --> p3 : done
                            p2 --> u1 : refused
                            p2 --> stuck2 : no reply
                            stuck2 --> p2 : retried
                            stuck2 --> [*] : resolved by hand
                        """).doesNotContain("undo buy the flight");

        Document svg = parsed(SvgDiagram.of(TRIP));
        assertThat(svg.getDocumentElement().getTextContent()).contains("buy the flight (pivot)");
        assertThat(count(svg, "pivot")).isEqualTo(1);
        assertThat(count(svg, "must-succeed")).isEqualTo(1);
    }

    @Test
    void drawsEveryStepAndEveryUndoInSvg() throws Exception {
        Document svg = parsed(SvgDiagram.of(PARTY));
        String texts = svg.getDocumentElement().getTextContent();

        for (StepGroup<Party> position : PARTY.positions()) {
            for (Step<Party> step : position.steps()) {
                assertThat(texts).contains(step.name());
                if (step.undo() != null) {
                    assertThat(texts).contains("undo " + step.name());
                }
            }
        }
        assertThat(count(svg, "must-succeed")).isEqualTo(3);
        assertThat(count(svg, "undo")).isEqualTo(4);
        assertThat(count(svg, "group")).isEqualTo(2);
    }

    /** Notices any change of the layout; look at the new diagrams before recording them. */
    @Test
    void laysTheDiagramsOutAsRecorded() throws Exception {
        assertThat(SvgDiagram.of(PARTY)).isEqualTo(recorded("party.svg"));
        assertThat(SvgDiagram.of(TRIP)).isEqualTo(recorded("trip.svg"));
        assertThat(MermaidDiagram.of(PARTY)).isEqualTo(recorded("party.mmd"));
    }

    private static String recorded(String name) throws Exception {
        try (InputStream stream = DiagramTest.class.getResourceAsStream("/diagrams/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void escapesNamesInSvg() throws Exception {
        Saga<String> odd = Saga.named("<odd> & \"quoted\"")
                .startedBy(String.class, name -> name, StepOption.undo((String data) -> "undo"))
                .step("a < b", data -> "do", StepOption.mustSucceed())
                .build();

        assertThat(parsed(SvgDiagram.of(odd)).getDocumentElement().getAttribute("aria-label"))
                .isEqualTo("saga <odd> & \"quoted\", version 1");
    }

    @Test
    void drawsNoUndoOfWhatHasNothingToUndo() throws Exception {
        Saga<String> saga = Saga.named("journey")
                .startedBy(String.class, name -> name, StepOption.nothingToUndo())
                .step("look", data -> "look", StepOption.nothingToUndo())
                .group(
                        "book",
                        Saga.step("hotel", (String data) -> "hotel", StepOption.undo((String data) -> "no hotel")),
                        Saga.step("weather", (String data) -> "weather", StepOption.nothingToUndo()))
                .step("go", data -> "go", StepOption.mustSucceed())
                .build();

        assertThat(MermaidDiagram.of(saga))
                .contains("p1 --> compensated : refused, no reply or cancelled")
                .contains("state \"undo hotel\" as u2\n")
                .contains("u2 --> compensated : all undone")
                .doesNotContain("u0", "u1");
        Document svg = parsed(SvgDiagram.of(saga));
        assertThat(count(svg, "undo")).isEqualTo(1);
        // an arrow back leads to another undo
        assertThat(SvgDiagram.of(saga)).contains("class=\"forward\"").doesNotContain("class=\"back\"");
    }

    @Test
    void drawsTheSameEveryTime() {
        assertThat(MermaidDiagram.of(Party.list().build())).isEqualTo(MermaidDiagram.of(PARTY));
        assertThat(SvgDiagram.of(Party.list().build())).isEqualTo(SvgDiagram.of(PARTY));
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static int count(Document svg, String kind) {
        NodeList boxes = svg.getElementsByTagName("rect");
        int count = 0;
        for (int i = 0; i < boxes.getLength(); i++) {
            count += kind.equals(
                            boxes.item(i).getAttributes().getNamedItem("class").getNodeValue())
                    ? 1
                    : 0;
        }
        return count;
    }
}
