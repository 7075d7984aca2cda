package checkout.lab.scenario.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Red here: figures are in the wrong column, or a program cannot read them. */
class ResultTableTest {

    private static final ResultTable TABLE = new ResultTable(
            List.of("what", "rows", "rows/s"), List.of(List.of("alone", 100_000, 21_234.5), List.of("beside", 7, 0.5)));

    @Test
    void printsAlignedColumns() {
        assertThat(TABLE.lines())
                .containsExactly(
                        "what       rows  rows/s", //
                        "alone   100,000  21,235",
                        "beside        7    0.50");
    }

    @Test
    void isAListOfObjectsInJson() {
        assertThat(JsonMapper.shared().writeValueAsString(TABLE))
                .isEqualTo(
                        "[{\"what\":\"alone\",\"rows\":100000,\"rows/s\":21234.5},{\"what\":\"beside\",\"rows\":7,\"rows/s\":0.5}]");
    }

    @Test
    void rejectsRowsThatDoNotMatchTheColumns() {
        assertThatThrownBy(() -> new ResultTable(List.of("a", "b"), List.of(List.of("1"))))
                .hasMessageContaining("do not match the columns");
    }
}
