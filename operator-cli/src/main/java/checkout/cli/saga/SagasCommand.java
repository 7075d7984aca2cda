package checkout.cli.saga;

import checkout.cli.command.CommandGroup;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists and shows sagas, and acts on stuck ones. */
@Command(
        name = "sagas",
        mixinStandardHelpOptions = true,
        description = "Lists and shows sagas, and acts on stuck ones.",
        subcommands = {
            SagasListCommand.class,
            SagasShowCommand.class,
            SagasReasonsCommand.class,
            SagasCommand.Retry.class,
            SagasCommand.Compensate.class,
            SagasCommand.Resolve.class,
            SagasCommand.Cancel.class
        })
public final class SagasCommand extends CommandGroup {

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = {
                "Sends the commands of stuck sagas again, with new attempts, and at once those that back off.",
                "Exit code 0 only if every selected saga has moved on: the command was answered."
            })
    static final class Retry extends SagaActCommand {}

    @Command(
            name = "compensate",
            mixinStandardHelpOptions = true,
            description = {
                "Undoes the finished steps of sagas that are not past their pivot.",
                "Exit code 0 only if every undo that was sent is answered."
            })
    static final class Compensate extends SagaActCommand {}

    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = {
                "Undoes sagas that are not past their pivot as if the customer had cancelled.",
                "Exit code 0 only if every undo that was sent is answered."
            })
    static final class Cancel extends SagaActCommand {}

    @Command(
            name = "resolve",
            mixinStandardHelpOptions = true,
            description = {
                "Ends stuck sagas that somebody has fixed by hand, and tells their orders or returns how they ended.",
                "Exit code 0 only if every order or return has taken the outcome."
            })
    static final class Resolve extends SagaActCommand {

        @Option(
                names = "--outcome",
                required = true,
                description = "How they ended: CONFIRMED or REJECTED for checkouts, ACCEPTED or REFUSED for returns.")
        private String outcome = "";

        @Option(names = "--note", description = "What was done outside; kept with the saga and in the audit.")
        private @Nullable String note;

        @Option(
                names = "--force",
                description =
                        "Also while a command is in flight; an answer that comes later is recorded as an anomaly.")
        private boolean force;

        @Override
        protected void addTo(Map<String, Object> request) {
            request.put("outcome", outcome);
            if (note != null) {
                request.put("note", note);
            }
            if (force) {
                request.put("force", true);
            }
        }
    }
}
