package org.warmhandoff.fhir.content;

import java.util.List;
import java.util.Optional;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.record.Participant.EmergencyContact;

/** Whether somebody near the participant may be told about them, in words. */
public final class ContactPermissions {

  private ContactPermissions() {}

  /**
   * What a reader is told of that contact: also where nothing else of them is, and that there is a
   * limit also where it is not told what it is; empty where the participant has no such contact.
   */
  public static Optional<String> words(MappingContext context, String contactId) {
    return context
        .disclosed()
        .mayBeTold(contactId)
        .map(may -> may ? allowed(context, contactId) : "MAY NOT BE TOLD about the participant");
  }

  private static String allowed(MappingContext context, String contactId) {
    var about =
        context
            .participant()
            .emergencyContact(contactId)
            .map(EmergencyContact::about)
            .orElse(List.of());
    if (!about.isEmpty()) {
      return "may be told only: " + String.join("; ", about);
    }
    return context.disclosed().isLimited(contactId)
        ? "may be told only in part: ask the program of what"
        : "may be told";
  }
}
