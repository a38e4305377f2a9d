package org.warmhandoff.benchmarks.people;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * An invented person, the same for the same number, as a participant of the program and as a
 * patient of the partner. Those with an even number bring the partner's identifier; the others are
 * found by name, birth date and telephone.
 *
 * @param number from 0 upwards
 */
public record SamplePerson(int number) {

  /** Name space of the identifiers that the partner gives. */
  public static final String MRN = "https://psychiatry.example/mrn";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LocalDate FIRST = LocalDate.of(1950, 1, 1);
  private static final int DAYS = 20_000;
  private static final int LETTERS = 26;
  private static final List<String> FAMILIES =
      List.of("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Hazel", "Juniper", "Larch");
  private static final List<String> GIVEN =
      List.of("Ada", "Ben", "Cleo", "Dara", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jun", "Kit");
  private static final List<String> AREAS = List.of("413", "508", "617", "774", "781", "857");

  /** Of the participant, in the program. */
  public String participantId() {
    return "P-" + number;
  }

  /** Of the patient, at the partner. */
  public String patientId() {
    return "p-" + number;
  }

  /** The identifier that the partner gave, in {@link #MRN}. */
  public String mrn() {
    return String.format(Locale.ROOT, "BB-%06d", number);
  }

  /** Whether the program knows the partner's identifier. */
  public boolean bringsMrn() {
    return number % 2 == 0;
  }

  /** Family name; hardly anybody else has it. */
  public String family() {
    var name = new StringBuilder(FAMILIES.get(number % FAMILIES.size())).append('-');
    var rest = number;
    do {
      name.append((char) ((name.charAt(name.length() - 1) == '-' ? 'A' : 'a') + rest % LETTERS));
      rest /= LETTERS;
    } while (rest > 0);
    return name.toString();
  }

  /** The first given name. */
  public String given() {
    return GIVEN.get(number % GIVEN.size());
  }

  /** As FHIR and the program write it. */
  public String birthDate() {
    return FIRST.plusDays(number % DAYS).toString();
  }

  /** A number that nobody has: 555-0100 to 555-0199 are kept for fiction. */
  public String phone() {
    return String.format(
        Locale.ROOT, "+1%s55501%02d", AREAS.get(number / 100 % AREAS.size()), number % 100);
  }

  /** The Patient resource, as the partner has it on file. */
  public ObjectNode patient() {
    var patient = JSON.createObjectNode();
    patient.put("resourceType", "Patient").put("id", patientId()).put("active", true);
    patient.putArray("identifier").addObject().put("system", MRN).put("value", mrn());
    var name = patient.putArray("name").addObject().put("family", family());
    name.putArray("given").add(given());
    patient.putArray("telecom").addObject().put("system", "phone").put("value", phone());
    return patient.put("gender", "female").put("birthDate", birthDate());
  }
}
