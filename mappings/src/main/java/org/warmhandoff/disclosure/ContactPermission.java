package org.warmhandoff.disclosure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;

/**
 * Whether one of the participant's contacts may be told about them.
 *
 * @param about what of alone; empty where that is not limited
 */
record ContactPermission(boolean mayBeTold, List<String> about) {

  ContactPermission {
    about = List.copyOf(about);
  }

  /** Equal for the same permission, without the words of its limits. */
  String word() {
    if (!mayBeTold) {
      return "no";
    }
    return about.isEmpty()
        ? "yes"
        : "only " + UUID.nameUUIDFromBytes(String.join("\n", about).getBytes(UTF_8));
  }
}
