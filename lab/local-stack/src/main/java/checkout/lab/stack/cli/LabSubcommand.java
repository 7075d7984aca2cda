package checkout.lab.stack.cli;

import java.util.concurrent.Callable;

/**
 * A command below {@code ./checkout lab}: a picocli {@code @Command} with a constructor without arguments, named in
 * {@code META-INF/services} by its module.
 */
public interface LabSubcommand extends Callable<Integer> {}
