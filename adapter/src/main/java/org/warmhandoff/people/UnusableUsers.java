package org.warmhandoff.people;

/** Users cannot be read or changed so; its message says why, and what to do. */
public final class UnusableUsers extends Exception {

  private static final long serialVersionUID = 1L;

  /** With that message. */
  public UnusableUsers(String message) {
    super(message);
  }
}
