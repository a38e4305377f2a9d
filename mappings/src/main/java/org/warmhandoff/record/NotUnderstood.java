package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

/**
 * Something a partner said that was not understood. Never quotes the partner: safe in a log.
 *
 * @param place the element, such as {@code Task.businessStatus}
 * @param why what is wrong with it, to be read after the place
 */
public record NotUnderstood(String place, String why) {

  public NotUnderstood {
    requireNonNull(place);
    requireNonNull(why);
  }

  @Override
  public String toString() {
    return place + " " + why;
  }
}
