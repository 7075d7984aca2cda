package checkout.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fails if the agent would get another script than the rules say, or if the lab could not see that a rule has fired. */
class AgentScriptTest {

    @TempDir
    private Path folder;

    private AgentScript script(AgentRule... rules) {
        return new AgentScript(folder, List.of(rules));
    }

    @Test
    void aRuleCountsBeforeItActs() {
        String text = script(AgentRule.atEntry("refuse", "a.b.Shop", "sell(int)", "$1 > 3", "RETURN false"))
                .text();
        assertThat(text.lines())
                .containsExactly(
                        "RULE refuse",
                        "CLASS a.b.Shop",
                        "METHOD sell(int)",
                        "HELPER checkout.lab.agent.RuleActions",
                        "AT ENTRY",
                        "IF $1 > 3 && fired(\"%s/refuse.fired\")".formatted(folder.toAbsolutePath()),
                        "DO RETURN false",
                        "ENDRULE");
    }

    @Test
    void theWordsOfAStatementAreOneLine() {
        String text = script(AgentRule.sql("unlocked", """
                        from stock
                        for update
                        """, "from stock")).text();
        assertThat(text)
                .contains("IF sqlHas($1, \"from stock for update\") && fired(")
                .contains("DO $1 = rewrite($1, \"from stock for update\", \"from stock\")");
    }

    @Test
    void aLiteralIsQuoted() {
        assertThat(AgentRule.literal("say \"a\\b\"")).isEqualTo("\"say \\\"a\\\\b\\\"\"");
    }

    @Test
    void rulesAreSeparated() {
        AgentRule one = AgentRule.atEntry("one", "A", "m", "RETURN");
        AgentRule two = AgentRule.atExit("two", "A", "m", "true", "RETURN");
        assertThat(script(one, two).text()).containsSubsequence("ENDRULE\n", "\nRULE two", "AT EXIT");
    }

    @Test
    void whatHasFiredIsReadFromTheFolder() throws IOException {
        AgentScript script =
                script(AgentRule.atEntry("one", "A", "m", "RETURN"), AgentRule.atEntry("two", "A", "m", "RETURN"));
        Files.writeString(folder.resolve("two.fired"), "...");
        assertThat(script.fired()).containsEntry("one", 0L).containsEntry("two", 3L);
    }
}
