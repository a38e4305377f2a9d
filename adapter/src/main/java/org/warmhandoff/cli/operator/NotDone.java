package org.warmhandoff.cli.operator;

/** Why a command could not do what it was asked for, in words for the operator. */
final class NotDone extends RuntimeException {

  /** The adapter said no. */
  static final int REFUSED = 1;

  /** Wrong usage, or nobody to talk to. */
  static final int WRONG = 2;

  private final int exitCode;

  private NotDone(String message, int exitCode) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  static NotDone refused(String message) {
    return new NotDone(message, REFUSED);
  }

  static NotDone wrong(String message) {
    return new NotDone(message, WRONG);
  }

  int exitCode() {
    return exitCode;
  }
}
