package org.warmhandoff.config;

/** Which version of the adapter this is. */
public final class Version {

  /** As {@code --version} says it, the log, and the description of the API. */
  public static final String NUMBER = "0.1.0";

  private Version() {}
}
