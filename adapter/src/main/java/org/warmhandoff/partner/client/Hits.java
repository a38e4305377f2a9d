package org.warmhandoff.partner.client;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/**
 * What a search found.
 *
 * @param complete whether the partner let it stand for all that there is: if not, what is not among
 *     it may be there all the same
 */
public record Hits<R extends Resource>(List<R> all, boolean complete) {

  public Hits {
    all = List.copyOf(all);
  }
}
