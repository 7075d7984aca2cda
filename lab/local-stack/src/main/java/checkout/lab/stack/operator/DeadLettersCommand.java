package checkout.lab.stack.operator;

import checkout.lab.stack.cli.Subcommand;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds records that no service could handle, shows them, sends them again or puts them aside. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Finds records that no service could handle, shows them, sends them again or puts them aside.",
        subcommands = {
            DeadLettersListCommand.class,
            DeadLettersReasonsCommand.class,
            DeadLettersShowCommand.class,
            DeadLettersCommand.Redrive.class,
            DeadLettersCommand.Discard.class
        })
public final class DeadLettersCommand implements Subcommand {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Name a command.");
    }

    /** What is done to dead letters. */
    abstract static class Act extends OperatorActionCommand {

        @Mixin
        private DeadLetterOptions options = new DeadLetterOptions();

        @Override
        String path() {
            return "/v1/dead-letters/bulk";
        }

        @Override
        ActionFilter filter() {
            return options.filter();
        }
    }

    @Command(
            name = "redrive",
            mixinStandardHelpOptions = true,
            description = {
                "Sends dead letters to the topic they came from, once the cause is mended.",
                "Exit code 0 only when every letter that was meant is on its way."
            })
    static final class Redrive extends Act {}

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = {
                "Puts dead letters aside for good.",
                "Exit code 0 only when every letter that was meant is aside."
            })
    static final class Discard extends Act {}
}
