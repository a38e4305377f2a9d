package org.warmhandoff.cli.operator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the tokens that systems come to the adapter with. */
@Command(
    name = "token",
    description = "Makes a token for a system that comes to the adapter.",
    subcommands = TokenCommand.New.class,
    mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "new must follow");
  }

  /** Makes one. */
  @Command(
      name = "new",
      description = {
        "Prints a new token, for whoever is to come, and its hash, for access[].token-hash.",
        "It is kept nowhere: who loses it gets another."
      },
      mixinStandardHelpOptions = true)
  static final class New implements Callable<Integer> {

    private static final int BYTES = 32;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      var random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      var token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
      var out = spec.commandLine().getOut();
      out.println("token: " + token);
      out.println("token-hash: sha256:" + HexFormat.of().formatHex(sha256(token)));
      out.flush();
      return ExitCode.OK;
    }

    private static byte[] sha256(String token) {
      try {
        return MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII));
      } catch (NoSuchAlgorithmException missing) {
        throw new IllegalStateException("every Java platform has SHA-256", missing);
      }
    }
  }
}
