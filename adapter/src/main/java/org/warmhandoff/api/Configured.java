package org.warmhandoff.api;

import java.util.Set;
import org.springframework.http.ResponseEntity;

/** The names of the partners that are configured, for whoever mistypes one. */
public record Configured(Set<String> partners) {

  /** The configured ones, by name. */
  public Configured {
    partners = Set.copyOf(partners);
  }

  boolean has(String partner) {
    return partners.contains(partner);
  }

  static ResponseEntity<Object> noSuchPartner() {
    return Problems.notFound("No partner of that name is configured.");
  }
}
