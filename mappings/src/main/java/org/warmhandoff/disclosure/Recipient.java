package org.warmhandoff.disclosure;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.warmhandoff.record.PartnerRole;

/**
 * A partner to whom something is to be disclosed, as the configuration has it.
 *
 * @param partner its name there
 * @param medicalPersonnel whether these are medical personnel who may be told in a medical
 *     emergency without consent (42 CFR 2.51)
 */
public record Recipient(
    String partner, Set<PartnerRole> roles, RecipientKind kind, boolean medicalPersonnel) {

  public Recipient {
    requireNonNull(partner);
    roles = Set.copyOf(roles);
    requireNonNull(kind);
  }

  /** Whether it can be told in an emergency: never contacts, police, or who passes it on. */
  boolean isMedicalPersonnel() {
    return medicalPersonnel && kind != RecipientKind.INTERMEDIARY && !isLayPerson();
  }

  private boolean isLayPerson() {
    return kind == RecipientKind.POLICE
        || kind == RecipientKind.CONTACT
        || kind == RecipientKind.OTHER;
  }
}
