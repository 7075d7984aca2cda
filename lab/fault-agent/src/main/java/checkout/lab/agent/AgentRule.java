package checkout.lab.agent;

import java.nio.file.Path;

/**
 * A change of one method of a running program.
 *
 * @param name of what is changed, unique in a script
 * @param type the class, with its package
 * @param method its name, with its parameter types if there are several
 * @param location where in the method, such as {@code AT ENTRY}
 * @param condition when it fires, in the language of Byteman
 * @param action what happens then
 */
public record AgentRule(String name, String type, String method, String location, String condition, String action) {

    private static final String SQL_TYPE = "org.postgresql.jdbc.PgConnection";
    private static final String PREPARE = "prepareStatement(String,int,int,int)";

    /** A rule that fires whenever the method begins. */
    public static AgentRule atEntry(String name, String type, String method, String action) {
        return atEntry(name, type, method, "true", action);
    }

    public static AgentRule atEntry(String name, String type, String method, String condition, String action) {
        return new AgentRule(name, type, method, "AT ENTRY", condition, action);
    }

    /** A rule that fires when the method returns. */
    public static AgentRule atExit(String name, String type, String method, String condition, String action) {
        return new AgentRule(name, type, method, "AT EXIT", condition, action);
    }

    /** A rule that puts other words in the place of these, in every statement that has them. */
    public static AgentRule sql(String name, String words, String others) {
        return sqlIf(name, "sqlHas($1, %s)".formatted(literal(words)), words, others);
    }

    /** The same for every n-th statement that consists of these words and nothing else. */
    public static AgentRule wholeSql(String name, String words, int n, String others) {
        String condition = "sqlIs($1, %s) && every(%s, %d)".formatted(literal(words), literal(name), n);
        return sqlIf(name, condition, words, others);
    }

    private static AgentRule sqlIf(String name, String condition, String words, String others) {
        return atEntry(
                name,
                SQL_TYPE,
                PREPARE,
                condition,
                "$1 = rewrite($1, %s, %s)".formatted(literal(words), literal(others)));
    }

    /** A text as it stands in a rule. White space of any kind becomes a blank. */
    public static String literal(String text) {
        String oneLine = text.strip().replaceAll("\\s+", " ");
        return '"' + oneLine.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * The rule in the language of Byteman.
     *
     * @param fired the file in which it counts how often it fires
     */
    String text(Path fired) {
        return """
                RULE %s
                CLASS %s
                METHOD %s
                HELPER %s
                %s
                IF %s && fired(%s)
                DO %s
                ENDRULE
                """.formatted(
                        name,
                        type,
                        method,
                        RuleActions.class.getName(),
                        location,
                        condition,
                        literal(fired.toString()),
                        action);
    }
}
