package org.warmhandoff.cli.operator;

/** Why a command could not do what it was asked for, in words for the operator. */
final class CommandFailure extends RuntimeException {

  /** The adapter said no. */
  static final int REFUSED = 1;

  /** Wrong usage, or nobody to talk to. */
  static final int WRONG = 2;

  private final int exitCode;

  private CommandFailure(String message, int exitCode) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  static CommandFailure refused(String message) {
    return new CommandFailure(message, REFUSED);
  }

  static CommandFailure wrong(String message) {
    return new CommandFailure(message, WRONG);
  }

  int exitCode() {
    return exitCode;
  }
}
