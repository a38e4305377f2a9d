package org.warmhandoff.disclosure;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.warmhandoff.record.Consent;

/** Whether somebody may know something. */
sealed interface Permission {

  /** They may, under these consents. */
  record Granted(List<Consent> under) implements Permission {

    public Granted {
      under = List.copyOf(under);
    }
  }

  /** They may not. */
  record Refused(Ground ground) implements Permission {

    public Refused {
      requireNonNull(ground);
    }
  }
}
