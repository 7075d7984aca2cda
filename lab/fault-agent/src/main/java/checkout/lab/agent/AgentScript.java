package checkout.lab.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rules for one JVM, with a folder in which they count and from which they are armed.
 *
 * @param folder exists for as long as the JVM runs
 */
public record AgentScript(Path folder, List<AgentRule> rules) {

    public AgentScript {
        folder = folder.toAbsolutePath();
        rules = List.copyOf(rules);
    }

    /** All rules in the language of Byteman. */
    public String text() {
        return rules.stream().map(rule -> rule.text(firedFile(rule.name()))).collect(Collectors.joining("\n"));
    }

    /** Writes the script into the folder. */
    Path write() throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("script.btm"), text());
    }

    /** How often each rule has fired. */
    public Map<String, Long> fired() throws IOException {
        Map<String, Long> fired = new LinkedHashMap<>();
        for (AgentRule rule : rules) {
            Path file = firedFile(rule.name());
            fired.put(rule.name(), Files.exists(file) ? Files.size(file) : 0L);
        }
        return fired;
    }

    private Path firedFile(String rule) {
        return folder.resolve(rule + ".fired");
    }
}
